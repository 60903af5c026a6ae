package dev.hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.protocol.CloseCode;
import dev.hubbub.protocol.Command;
import dev.hubbub.protocol.Push;
import dev.hubbub.room.ErrorCode;
import dev.hubbub.room.Event;
import dev.hubbub.testing.Described;
import dev.hubbub.testing.DescribedFrames;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both documents: whether they are what they say, agree with each other, and name all that the program knows. */
class DocumentsTest {
  private static final JsonObject HTTP = Described.HTTP.document();
  private static final JsonObject SOCKET = Described.SOCKET.document();

  /** Calls {@code seen} with every object in {@code value} and the name it stands under. */
  private static void walk(String name, Object value, BiConsumer<String, JsonObject> seen) {
    if (value instanceof JsonObject object) {
      seen.accept(name, object);
      object.forEach(entry -> walk(entry.getKey(), entry.getValue(), seen));
    } else if (value instanceof JsonArray array) {
      array.forEach(each -> walk(name, each, seen));
    }
  }

  private static Set<String> words(JsonObject schemas, String name) {
    return schemas.getJsonObject(name).getJsonArray("enum").stream()
        .map(String::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonObject schemas(JsonObject document) {
    return document.getJsonObject("components").getJsonObject("schemas");
  }

  @Test
  void theOneIsOpenApiAndItsSchemasAreSchemas() {
    Vertx vertx = Vertx.vertx();
    try {
      SchemaRepository rules =
          HttpFixture.in5s(OpenAPIVersion.V3_1.getRepository(vertx, "test://openapi/"));
      assertEquals(OpenAPIVersion.V3_1, OpenAPIVersion.fromContract(HTTP));
      assertValid(HttpFixture.in5s(OpenAPIVersion.V3_1.validateContract(vertx, rules, HTTP)), HTTP);
      Validator ofSchemas = rules.validator(Draft.DRAFT202012.getIdentifier());
      walk("", HTTP, (name, object) -> {
        if (name.equals("schema")) {
          assertValid(ofSchemas.validate(object), object);
        }
      });
      schemas(HTTP).forEach(schema -> assertValid(ofSchemas.validate(schema.getValue()), schema));
    } finally {
      var unused = HttpFixture.in5s(vertx.close());
    }
  }

  private static void assertValid(OutputUnit output, Object what) {
    assertTrue(output.getValid(), () -> what + ": " + output.toJson());
  }

  @Test
  void theOtherIsAsyncApi() {
    JsonObject rules = Described.read("/dev/hubbub/asyncapi-3.schema.json");
    OutputUnit output = Validator.create(
            JsonSchema.of(rules),
            new JsonSchemaOptions()
                .setBaseUri("test://asyncapi/")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic))
        .validate(SOCKET);
    assertValid(output, "asyncapi.json");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (Described document : new Described[] {Described.HTTP, Described.SOCKET}) {
      walk("", document.document(), (name, object) -> {
        if (object.getValue("$ref") instanceof String) {
          assertNotNull(document.resolve(object));
        }
      });
    }
  }

  @Test
  void nothingIsDescribedThatIsNotReferredTo() {
    for (JsonObject document : new JsonObject[] {HTTP, SOCKET}) {
      Set<String> referredTo = new TreeSet<>();
      walk("", document, (name, object) -> {
        if (object.getValue("$ref") instanceof String ref) {
          referredTo.add(ref);
        }
      });
      document.getJsonObject("components").forEach(kind -> {
        for (String name : ((JsonObject) kind.getValue()).fieldNames()) {
          String ref = "#/components/" + kind.getKey() + "/" + name;
          assertTrue(referredTo.contains(ref) || kind.getKey().equals("securitySchemes"), ref);
        }
      });
    }
  }

  @Test
  void examplesOverHttpFitTheirSchemas() {
    walk("", HTTP, (name, object) -> {
      JsonObject schema = object.getValue("schema") instanceof JsonObject one ? one : object;
      if (object.containsKey("example")) {
        assertFits(Described.HTTP, schema, object.getValue("example"));
      }
      if (object.getValue("examples") instanceof JsonObject several) {
        several.forEach(each ->
            assertFits(Described.HTTP, schema, ((JsonObject) each.getValue()).getValue("value")));
      } else if (object.getValue("examples") instanceof JsonArray several) {
        several.forEach(each -> assertFits(Described.HTTP, schema, each));
      }
    });
  }

  @Test
  void examplesOfFramesFitTheirSchemas() {
    JsonObject messages = SOCKET.getJsonObject("components").getJsonObject("messages");
    messages.forEach(entry -> {
      JsonObject message = (JsonObject) entry.getValue();
      assertTrue(!message.getJsonArray("examples").isEmpty(), entry.getKey());
      message
          .getJsonArray("examples")
          .forEach(each -> assertFits(
              Described.SOCKET,
              message.getJsonObject("payload"),
              ((JsonObject) each).getJsonObject("payload")));
    });
  }

  private static void assertFits(Described document, JsonObject schema, Object example) {
    assertEquals("", document.misfitClosed(schema, example).orElse(""));
  }

  @Test
  void whatBothDescribeTheyDescribeAlike() {
    Set<String> shared = new TreeSet<>(schemas(HTTP).fieldNames());
    shared.retainAll(schemas(SOCKET).fieldNames());
    // HTTP has further codes.
    shared.remove("ErrorCode");
    assertTrue(shared.containsAll(Set.of("Message", "MemberEvent", "RoomEvent", "Text")));
    for (String name : shared) {
      assertEquals(schemas(HTTP).getJsonObject(name), schemas(SOCKET).getJsonObject(name), name);
    }
  }

  @Test
  void everyErrorCodeIsDescribed() {
    Set<String> codes =
        Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).collect(Collectors.toSet());
    Set<String> http = words(schemas(HTTP), "ErrorCode");
    http.remove("internal");
    assertEquals(new TreeSet<>(codes), http);
    codes.removeAll(Set.of("method_not_allowed", "unsupported_media_type"));
    assertEquals(new TreeSet<>(codes), words(schemas(SOCKET), "ErrorCode"));
  }

  @Test
  void everyCloseCodeIsDescribed() {
    Set<Integer> described = new TreeSet<>();
    SOCKET
        .getJsonObject("channels")
        .getJsonObject("session")
        .getJsonArray("x-close-codes")
        .forEach(each -> described.add(((JsonObject) each).getInteger("code")));
    Set<Integer> known = Arrays.stream(CloseCode.values())
        .map(CloseCode::code)
        .collect(Collectors.toCollection(TreeSet::new));
    // The clients' own.
    known.add(1001);
    assertEquals(known, described);
  }

  @Test
  void everyKindOfFrameIsDescribed() {
    assertEquals(kinds(Command.class), types("receive"));
    Set<String> said = types("send");
    for (JsonObject operation : DescribedFrames.operations("receive")) {
      DescribedFrames.resolved(operation.getJsonObject("reply").getJsonArray("messages"))
          .forEach(message -> said.add(DescribedFrames.type(message.getJsonObject("payload"))));
    }
    Set<String> known = kinds(Push.class);
    known.remove("states"); // presence, of many at once
    known.addAll(kinds(Event.class));
    assertEquals(known, said);
  }

  private static Set<String> kinds(Class<?> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .map(kind -> kind.getSimpleName().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> types(String action) {
    return DescribedFrames.operations(action).stream()
        .flatMap(operation -> DescribedFrames.resolved(operation.getJsonArray("messages")).stream())
        .map(message -> DescribedFrames.type(message.getJsonObject("payload")))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
