package org.headroom.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.regime.Determination;

/// Writes a determination that many answers have in common: some kilobytes, turned into JSON once.
final class WrittenOnce extends JsonSerializer<Determination> {

    private static final int KEPT = 500;

    private final Map<Integer, Written> known = new ConcurrentHashMap<>();

    private record Written(Determination determination, SerializedString json) {}

    @Override
    public void serialize(Determination determination, JsonGenerator to, SerializerProvider provider)
            throws IOException {
        int key = System.identityHashCode(determination);
        var written = known.get(key);
        if (written == null || written.determination() != determination) {
            var mapper = (ObjectMapper) to.getCodec();
            written = new Written(determination, new SerializedString(mapper.writeValueAsString(determination)));
            if (known.size() >= KEPT) {
                known.clear();
            }
            known.put(key, written);
        }
        to.writeRawValue(written.json());
    }
}
