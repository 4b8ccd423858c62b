package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.headroom.launch.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A body that is too large is refused by a problem that tells how large it may be.
@QuarkusTest
class BodyLimitTest {

    private static final int MB = 1 << 20;
    private static final byte[] NOTHING = {};

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @CsvSource({
        "aurora-clerk, /api/v1/shipments, reference, 1024",
        "aurora-clerk, /api/v1/shipments/check, reference, 1024",
        "aurora-licensing, /api/v1/applications, reference, 10240",
        "aurora-licensing, /api/v1/licenses, number, 256",
        "aurora-licensing, /api/v1/devices/rate, note, 256"
    })
    void a_body_of_just_the_limit_is_read_and_one_of_more_is_refused(String user, String path, String field, int kb) {
        var body = "{\"" + field + "\": \"" + "x".repeat(kb * 1024 - field.length() - 8) + "\"}";
        assertThat(body).hasSize(kb * 1024);
        Calls.as(user).body(body).post(path).then().statusCode(422).body("type", equalTo("invalid-input"));
        Calls.as(user).body(body + " ").post(path).then().statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("too-large"))
                .body("detail", containsString("256 KB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/imports", "/api/v1/shipments"})
    void a_body_that_says_that_it_is_larger_than_any_upload_is_refused_before_it_is_sent(String path) throws Exception {
        var answer = announce(path, 261L * MB);
        assertThat(answer).startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("connection: close")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"too-large\"", "\"status\":413", "an uploaded file 256 MB");
    }

    /// @param size of the file in it, in MB
    @ParameterizedTest
    @CsvSource({"257, false", "257, true", "264, true"})
    void an_upload_of_more_than_256_mb_is_refused_also_when_it_does_not_say_how_large_it_is(int size, boolean chunked)
            throws Exception {
        assertThat(upload(size, chunked)).startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"too-large\"", "\"status\":413", "an uploaded file 256 MB");
    }

    @Test
    void what_comes_after_the_json_counts_too() throws Exception {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head("/api/v1/shipments/check", "application/json", "Transfer-Encoding: chunked"));
            write(out, "{}".getBytes(StandardCharsets.US_ASCII), true);
            Thread.sleep(300); // by then the object is parsed
            write(out, " ".repeat(MB).getBytes(StandardCharsets.US_ASCII), true);
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(socket)).startsWith("HTTP/1.1 413 ").contains("\"type\":\"too-large\"");
        }
    }

    /// Sends the same megabyte again and again, until all is sent or something is answered.
    private String upload(int size, boolean chunked) throws IOException {
        var begin = ("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.csv\"\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var end = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head("/api/v1/imports", chunked
                    ? "Transfer-Encoding: chunked"
                    : "Content-Length: " + (begin.length + (long) size * MB + end.length)));
            try {
                write(out, begin, chunked);
                var megabyte = new byte[MB];
                for (int sent = 0; sent < size && socket.getInputStream().available() == 0; sent++) {
                    write(out, megabyte, chunked);
                }
                write(out, end, chunked);
                if (chunked) {
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (SocketException closed) {
                // It has heard enough, and has said so.
            }
            return answer(socket);
        }
    }

    private static void write(OutputStream out, byte[] bytes, boolean chunked) throws IOException {
        out.write(chunked ? (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII) : NOTHING);
        out.write(bytes);
        out.write(chunked ? "\r\n".getBytes(StandardCharsets.US_ASCII) : NOTHING);
    }

    /// Sends the head of a request and no body.
    private String announce(String path, long length) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(head(path, "Content-Length: " + length));
            return answer(socket);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private byte[] head(String path, String length) {
        return head(path, "multipart/form-data; boundary=x", length);
    }

    private byte[] head(String path, String type, String length) {
        return String.join("\r\n", "POST " + path + " HTTP/1.1", "Host: " + service.getAuthority(),
                "Authorization: Bearer " + Tokens.of("aurora-clerk"),
                "Content-Type: " + type, length, "", "").getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads to the end of the problem.
    private static String answer(Socket socket) throws IOException {
        var answer = new StringBuilder();
        for (int c = 0; c >= 0 && c != '}'; ) {
            c = socket.getInputStream().read();
            answer.append((char) c);
        }
        return answer.toString();
    }
}
