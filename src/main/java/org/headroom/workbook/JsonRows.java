package org.headroom.workbook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class JsonRows implements Rows {

    private final JsonGenerator json;
    private final List<Column> columns;

    JsonRows(OutputStream out, Map<String, ?> facts, List<Column> columns) throws IOException {
        this.columns = columns;
        json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        for (var fact : facts.entrySet()) {
            json.writeFieldName(fact.getKey());
            value(fact.getValue());
        }
        json.writeArrayFieldStart("items");
    }

    @Override
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).field());
            value(cells.get(i));
        }
        json.writeEndObject();
    }

    private void value(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Long count -> json.writeNumber(count);
            case BigDecimal amount -> json.writeString(amount.toPlainString());
            case Object other -> json.writeString(other.toString());
        }
    }

    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }
}
