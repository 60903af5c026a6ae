package dev.hubbub.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit is told by its key, and what just fits is taken. */
class FaultsTest {
  @TempDir
  Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          profile                | staging
          instance.id            | a b
          http.host              | http://x
          http.host              | :::1
          http.port              | -1
          http.port              | 65536
          http.port              | 80.5
          http.port              | 0x50
          http.public_url        | chat.example.org
          http.public_url        | https://x/path
          http.public_url        | ftp://x
          http.public_url        | https://user@x
          http.origins[1]        | https://a.example,b.example
          http.origins[0]        | null
          http.trusted_proxies[0] | 10.0.0.0/33
          http.trusted_proxies[0] | 10.0.0.256/8
          http.trusted_proxies[0] | ::1/129
          http.trusted_proxies[1] | ::1,localhost
          http.trusted_proxies[0] | 1::2::3/64
          http.token_in_url      | yes
          http.body_bytes        | 1023
          auth.secret            | only thirty-one bytes of secret
          auth.algorithm         | none
          auth.access_seconds    | 0
          auth.jwks_url          | file:///etc/passwd
          database.url           | mysql://u:p@h/d
          database.url           | jdbc:postgresql://h/d
          database.url           | postgresql://u:p@h:99999/d
          database.url           | postgresql://u:p@ss@h/d
          database.url           | postgresql://h/d?sslmode=maybe
          database.url           | postgresql://u:%zz@h/d
          database.pool_size     | 0
          management.port        | 65536
          management.port        | 8080
          management.host        | not a host
          metrics.public         | yes
          tracing.messages       | -1
          tracing.messages       | 1000001
          tracing.otlp_url       | localhost:4318
          redis.url              | http://h
          redis.url              | redis://h/first
          redis.url              | redis://h:0
          redis.ca               | /does/not/exist
          redis.prefix           | a b
          limits.text            | -1
          limits.frame           | 16777217
          drain.seconds          | 26
          log.format             | xml
          log.level              | trace
          log.security_per_second | -1
          log.security_per_second | 100001
          rooms                  | general
          rooms[0].id            | [{"id":"-a"}]
          rooms[0].id            | [{"name":"x"}]
          rooms[0].name          | [{"id":"a","name":""}]
          rooms[0].newcomers     | [{"id":"a","newcomers":"yes"}]
          rooms[1].id            | [{"id":"a"},{"id":"a"}]
          rooms[0]               | ["a"]
          verticles[0].name      | [{"config":{}}]
          verticles[0].instances | [{"name":"a.B","instances":0}]
          verticles[0].instances | [{"name":"a.B","instances":65}]
          verticles[0].config    | [{"name":"a.B","config":[]}]
          channels[0].path       | [{"path":"chat","channel":"c"}]
          channels[0].path       | [{"path":"/api/x","channel":"c","format":"raw"}]
          channels[0].path       | [{"path":"/x","channel":"c","format":"named"}]
          channels[0].path       | [{"path":"/x/:user","channel":"c","format":"raw"}]
          channels[0].path       | [{"path":"/x/../y","channel":"c","format":"raw"}]
          channels[1].path       | [{"path":"/x","channel":"c","format":"raw"},{"path":"/x","channel":"d","format":"raw"}]
          channels[0].channel    | [{"path":"/x","format":"raw"}]
          channels[0].channel    | [{"path":"/x","channel":"hubbub:control","format":"raw"}]
          channels[0].format     | [{"path":"/x","channel":"c","format":"xml"}]
          channels[0].colour     | [{"path":"/x","channel":"c","format":"raw","colour":1}]
          """)
  void aValueThatDoesNotFitIsToldByItsKey(String at, String value) {
    String key = at.replaceAll("\\[.*", "");
    List<Fault> faults = new ReaderFixture(directory).argument(key, value).faults();
    assertEquals(List.of(at), faults.stream().map(Fault::key).toList(), faults::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http.host           | ::1
          http.host           | chat_1.internal
          http.port           | 0
          http.port           | 65535
          http.public_url     | https://chat.example.org/
          http.origins        | *
          http.trusted_proxies | 10.0.0.0/0,::/0,192.168.1.1,::ffff:1.2.3.4/96
          auth.secret         | just thirty-two bytes of secret!
          auth.secret         | sechzehn Umlaute: ääääääääää
          limits.text         | 0
          limits.frame        | 16777216
          drain.seconds       | 0
          drain.seconds       | 25
          database.url        | postgres://localhost
          database.url        | postgresql://u:@[::1]:5432/d?sslmode=verify-full
          redis.url           | rediss://default:p@h:6380/15
          rooms               | []
          channels            | []
          """)
  void aValueThatJustFitsIsTaken(String key, String value) {
    assertEquals(
        Profile.DEV, new ReaderFixture(directory).argument(key, value).config().profile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"http\":{\"port\":\"8080\"}}",
        "{\"http\":{\"port\":8080.0}}",
        "{\"http\":{\"port\":null}}",
        "{\"http\":{\"port\":true}}",
        "{\"http\":{\"port\":[8080]}}",
        "{\"http\":{\"port\":{}}}",
        "{\"http\":{\"port\":99999999999999999999}}",
        "{\"http\":{\"port\":1e400}}",
        "{\"http\":{\"port\":1,\"port\":1}}",
        "{\"http\":{\"port\":1},\"http.port\":1}"
      })
  void aWrongTypeOrASecondTimeInTheFileIsAFaultOfTheKey(String json) {
    List<Fault> faults = ReaderFixture.production(directory, json).faults();
    assertEquals(List.of("http.port"), faults.stream().map(Fault::key).toList(), faults::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"htp":{"port":1}}                       | htp
          {"htp":{}}                               | htp
          {"http":5}                               | http
          {"http":{"tls":{"cert":"x"}}}            | http.tls
          {"Profile":"dev"}                        | Profile
          {"auth":{"secret":5}}                    | auth.secret
          {"http":{"origins":"https://a.example"}} | http.origins
          {"http":{"origins":["*"]}}               | http.origins
          {"http":{"origins":[1]}}                 | http.origins[0]
          {"rooms":{"id":"a"}}                     | rooms
          {"rooms":[null]}                         | rooms[0]
          {"auth":{"algorithm":"RS256","public_key":"x"}} | auth.public_key,auth.private_key
          {"auth":{"jwks_url":"https://x/jwks"}}   | auth.jwks_issuer,auth.jwks_audience
          """)
  void whatTheFileShouldNotSayIsToldByItsKey(String json, String keys) {
    List<Fault> faults = ReaderFixture.production(directory, json).faults();
    assertEquals(
        keys, String.join(",", faults.stream().map(Fault::key).toList()), faults::toString);
  }

  @Test
  void malformedJsonIsToldWithFileLineAndColumn() {
    List<String> faults = ReaderFixture.production(
            directory, "{\n  \"http\": {\n    \"port\": 8080,\n  }\n}")
        .faultLines();
    assertEquals(1, faults.size());
    assertTrue(
        faults
            .get(0)
            .startsWith("-conf (" + directory.resolve("hubbub.json")
                + ", line 4, column 3): is not JSON: "),
        faults.get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "[]",
        "null",
        "\"x\"",
        "{} {}",
        "{",
        "{\"a\"",
        "nonsense",
        "{'http':1}",
        "{/**/}"
      })
  void aFileThatIsNoObjectIsOneFault(String json) {
    List<Fault> faults = new ReaderFixture(directory).file(json).faults();
    assertEquals(List.of("-conf"), faults.stream().map(Fault::key).toList(), faults::toString);
  }

  @Test
  void aFileThatIsNotThereOrNoFileOrNotUtf8IsAFault() throws IOException {
    Path latin =
        Files.write(directory.resolve("latin.json"), new byte[] {'{', '"', (byte) 0xe4, '"', '}'});
    for (Path file : List.of(directory.resolve("none.json"), directory, latin)) {
      Reading reading = ConfigReader.read(new Sources(
          file, java.util.Map.of("HUBBUB_AUTH_SECRET", ReaderFixture.SECRET), java.util.Map.of()));
      assertTrue(reading instanceof Reading.Faulty, file.toString());
      assertTrue(
          reading.toString().contains("-conf") && reading.toString().contains(file.toString()));
    }
  }

  @Test
  void aByteOrderMarkIsLeftAside() {
    assertEquals(
        Profile.PRODUCTION,
        ReaderFixture.production(directory, "\uFEFF{}").config().profile());
  }

  @Test
  void aSecretFileMustBeThereAndAlone() {
    ReaderFixture reader =
        new ReaderFixture(directory).environment("HUBBUB_AUTH_SECRET_FILE", directory + "/none");
    assertEquals(
        List.of(
            "auth.secret (environment HUBBUB_AUTH_SECRET_FILE): must name a file of at most 65536 bytes that this"
                + " user may read, but " + directory + "/none is no file"),
        reader.faultLines());
    reader = reader.environment("HUBBUB_AUTH_SECRET", ReaderFixture.SECRET);
    assertTrue(reader.faultLines().get(0).contains("not both"), reader.faultLines()::toString);
  }

  @Test
  void aDataDirectoryThatIsAFileIsAFault() {
    ReaderFixture reader = new ReaderFixture(directory);
    String file = reader.write("taken", "").toString();
    assertEquals("data.dir", reader.argument("data.dir", file).faults().get(0).key());
    assertEquals(
        "data.dir", reader.argument("data.dir", file + "/below").faults().get(0).key());
  }
}
