package org.headroom.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes any mail that Keycloak sends, on loopback, and keeps it.
final class MailServer implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<String> mails = new CopyOnWriteArrayList<>();

    MailServer() throws IOException {
        Thread.ofVirtual().start(this::receive);
    }

    int port() {
        return door.getLocalPort();
    }

    /// Each as it came: to whom, then the text.
    List<String> mails() {
        return mails;
    }

    private void receive() {
        while (!door.isClosed()) {
            try (var call = door.accept()) {
                talk(call);
            } catch (IOException over) {
                // the next one, or the end
            }
        }
    }

    private void talk(Socket call) throws IOException {
        var in = new BufferedReader(new InputStreamReader(call.getInputStream(), UTF_8));
        var mail = new StringBuilder();
        var text = false;
        say(call, "220 ready");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (text && !line.equals(".")) {
                mail.append(line).append('\n');
            } else if (text) {
                text = false;
                mails.add(mail.toString());
                say(call, "250 taken");
            } else if (line.equalsIgnoreCase("DATA")) {
                text = true;
                say(call, "354 go on");
            } else {
                mail.append(line).append('\n');
                say(call, line.equalsIgnoreCase("QUIT") ? "221 good-bye" : "250 yes");
            }
        }
    }

    private static void say(Socket call, String answer) throws IOException {
        call.getOutputStream().write((answer + "\r\n").getBytes(UTF_8));
        call.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
