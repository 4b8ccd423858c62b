package org.headroom.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.headroom.session.Session.Tokens;
import org.jspecify.annotations.Nullable;

/// Seals tokens for the database, with AES-256-GCM. What was sealed for one session cannot be moved to another one.
@ApplicationScoped
class Sealing {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, @Nullable String>> MAP = new TypeReference<>() {};

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    Sealing(SessionConfig config) {
        this.key = new SecretKeySpec(digest("seal " + config.key().orElseThrow()), "AES");
    }

    byte[] seal(Tokens tokens, String session) {
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var facts = new HashMap<String, @Nullable String>();
            facts.put("id", tokens.id());
            facts.put("access", tokens.access());
            facts.put("refresh", tokens.refresh());
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, session).doFinal(JSON.writeValueAsBytes(facts));
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Empty where another key has sealed it, or it was changed.
    Optional<Tokens> open(byte[] sealed, String session) {
        try {
            var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            var facts = JSON.readValue(cipher(Cipher.DECRYPT_MODE, nonce, session)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES), MAP);
            return Optional.of(new Tokens(Objects.requireNonNull(facts.get("id")),
                    Objects.requireNonNull(facts.get("access")), facts.get("refresh")));
        } catch (AEADBadTagException foreign) {
            return Optional.empty();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String session) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(session.getBytes(UTF_8));
        return cipher;
    }

    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
