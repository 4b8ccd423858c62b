package org.headroom.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Replays the ledger of the running service and prints what came of it, as `./headroom verify` wants it. Uses nothing
/// but the JDK, and enters as the demo world's regulator; a deployment calls the API.
///
/// Ends with 0 when the book is whole, with 2 when it is not, and with 1 when nobody can say.
final class Verify {

    private static final String REGULATOR = "regulator";
    private static final Duration EVERY = Duration.ofMillis(300);

    private final URI address;
    private final Settings settings;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private String token = "";

    private Verify(Settings settings) {
        var host = settings.get(Variable.HEADROOM_HOST);
        this.settings = settings;
        this.address = URI.create("http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + settings.port()
                + "/api/v1/ledger/verification");
    }

    public static void main(String... arguments) throws InterruptedException {
        try {
            System.exit(new Verify(Settings.of(System.getenv())).run());
        } catch (StartRefused refused) {
            System.err.println(refused.getMessage());
        } catch (IOException fault) {
            System.err.println("Not verified: the service does not answer. Is ./headroom run running?");
        }
        System.exit(1);
    }

    private int run() throws IOException, InterruptedException {
        var before = startedAt(send("GET"));
        var begun = send("POST");
        if (begun.statusCode() != 202) {
            throw new StartRefused("Not verified: the service answered " + begun.statusCode() + " " + begun.body());
        }
        var last = send("GET");
        while (startedAt(last).equals(before)) {
            Thread.sleep(EVERY);
            last = send("GET");
        }
        System.out.println(values(last.body(), "summary").getFirst());
        values(last.body(), "text").forEach(System.out::println);
        return last.body().contains("\"clean\":true") ? 0 : 2;
    }

    /// A token lives for minutes, a replay may take longer.
    private HttpResponse<String> send(String method) throws IOException, InterruptedException {
        var answer = sendOnce(method);
        if (answer.statusCode() == 401) {
            token = Token.of(REGULATOR, settings.home());
            answer = sendOnce(method);
        }
        return answer;
    }

    private HttpResponse<String> sendOnce(String method) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static String startedAt(HttpResponse<String> answer) {
        return values(answer.body(), "startedAt").stream().findFirst().orElse("");
    }

    /// The strings with this name in a JSON text.
    static List<String> values(String json, String name) {
        return Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json).results()
                .map(found -> found.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
    }
}
