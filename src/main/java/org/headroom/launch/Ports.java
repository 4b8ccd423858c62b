package org.headroom.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/// Ports on loopback for servers that nobody else needs to find. Each is remembered, so that it stays the same as
/// long as it is free.
final class Ports {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private Ports() {}

    /// The port in this file while nobody else listens there; another one otherwise.
    static int rememberedIn(Path file) throws IOException {
        if (Files.exists(file)) {
            var port = Integer.parseInt(Files.readString(file).strip());
            if (isFree(new InetSocketAddress(LOOPBACK, port))) {
                return port;
            }
        }
        var port = anyFree();
        Files.writeString(file, port + "\n");
        return port;
    }

    /// Refuses a port that another program has, before anything has been started in vain.
    static void claim(Settings settings, Variable at, Variable named, int port) {
        var host = settings.get(at);
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved() || !isFree(address)) {
            throw new StartRefused("The service cannot listen on " + host + ", port " + port
                    + ". Is another Headroom running? Set " + named + " (or " + at + ") to something that is free.");
        }
    }

    private static boolean isFree(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int anyFree() throws IOException {
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
