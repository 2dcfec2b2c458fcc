import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Client HTTP_1_1|HTTP_2 BODY BASE: what Java's HttpClient sees, a line for each exchange. BODY is a file of 32 MiB.
 * HTTP_2, its default, asks each server to change to that; without TLS nobody here does.
 */
public class Client {
    private static String base;
    private static HttpClient client;

    private static void ask(String method, String url, String name, BodyPublisher body, boolean expects) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + url)).timeout(Duration.ofSeconds(60))
            .method(method, body).expectContinue(expects).build();
        var got = client.send(request, BodyHandlers.ofByteArray());
        var fields = new TreeMap<>(got.headers().map());
        fields.remove("date");
        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(got.body()));
        System.out.println(method + " " + url + " " + name + " | " + got.version() + " " + got.statusCode() + " " + fields
            + " " + got.body().length + " " + hash);
        if (url.equals("/echo")) System.out.println(new String(got.body()));
    }

    public static void main(String[] arguments) throws Exception {
        var version = HttpClient.Version.valueOf(arguments[0]);
        var body = Files.readAllBytes(Path.of(arguments[1]));
        base = arguments[2];
        client = HttpClient.newBuilder().version(version).followRedirects(HttpClient.Redirect.NORMAL).build();
        var nothing = BodyPublishers.noBody();
        for (int size : new int[] {0, 1, 4096, 1 << 20, 32 << 20}) {
            var part = Arrays.copyOf(body, size);
            ask("GET", "/bytes/" + size, "", nothing, false);
            ask("GET", "/chunked/" + size, "", nothing, false);
            ask("POST", "/echo", size + "", BodyPublishers.ofByteArray(part), false);
            ask("POST", "/echo", size + " in chunks", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(part)), false);
            ask("POST", "/echo", size + " when told to continue", BodyPublishers.ofByteArray(part), true);
        }
        ask("HEAD", "/bytes/1048576", "", nothing, false);
        for (var url : new String[] {"/until-close/1048576", "/gzip/4096", "/redirect", "/fields", "/hints", "/status/204",
            "/status/304", "/status/404", "/status/500"})
            ask("GET", url, "", nothing, false);
    }
}
