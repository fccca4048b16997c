package io.countersign.slice;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What the generated contract says beyond what can be read out of the code. */
@TestConfiguration
class Contract {

  static final String FILE = "openapi/countersign-v1.yaml";

  private static final String BEARER = "bearer";
  private static final String PROBLEM = "Problem";

  @Bean
  OpenApiCustomizer wholeContract() {
    return api -> {
      api.setServers(null);
      api.setInfo(
          new Info()
              .title("Countersign")
              .version("1")
              .description(
                  "Privileged actions that people countersign. Errors are problem details (RFC"
                      + " 9457); programs go by 'code' or 'type'."));
      api.setSecurity(List.of(new SecurityRequirement().addList(BEARER)));
      Components components = api.getComponents();
      components.addSecuritySchemes(
          BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
      components.addSchemas(PROBLEM, problem());
      components.setSchemas(new TreeMap<>(components.getSchemas()));
      api.getPaths().forEach(Contract::complete);
    };
  }

  private static void complete(String address, PathItem path) {
    path.readOperationsMap()
        .forEach(
            (method, operation) -> {
              operation.setTags(null);
              operation.setOperationId(name(method, address));
              operation
                  .getResponses()
                  .addApiResponse(
                      "default",
                      new ApiResponse()
                          .description("A problem")
                          .content(
                              new Content()
                                  .addMediaType(
                                      "application/problem+json",
                                      new MediaType().schema(new Schema<>().$ref(PROBLEM)))));
              if (method == PathItem.HttpMethod.POST) {
                key(operation);
              }
            });
  }

  /** For example {@code getActionsIdEvents}. */
  private static String name(PathItem.HttpMethod method, String address) {
    StringBuilder name = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
    for (String word : address.replace("/api/v1", "").split("[^A-Za-z]+")) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return name.toString();
  }

  private static void key(Operation operation) {
    boolean there =
        operation.getParameters() != null
            && operation.getParameters().stream()
                .anyMatch(parameter -> parameter.getName().equals("Idempotency-Key"));
    if (!there) {
      operation.addParametersItem(
          new Parameter().in("header").name("Idempotency-Key").schema(text()));
    }
  }

  private static Schema<?> problem() {
    Map<String, Schema> fields = new LinkedHashMap<>();
    fields.put("type", text());
    fields.put("title", text());
    fields.put("status", new Schema<>().types(java.util.Set.of("integer")));
    fields.put("detail", text());
    fields.put("code", text());
    fields.put("problems", new Schema<>().types(java.util.Set.of("array")).items(text()));
    Schema<?> schema = new Schema<>().types(java.util.Set.of("object"));
    schema.setProperties(fields);
    schema.setRequired(List.of("type", "title", "status", "detail", "code", "problems"));
    return schema;
  }

  private static Schema<?> text() {
    return new Schema<>().types(java.util.Set.of("string"));
  }

  /** A record's component is there unless it may be null. */
  @Bean
  ModelConverter presence() {
    return new ModelConverter() {
      @Override
      public @Nullable Schema<?> resolve(
          AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
          return null;
        }
        Schema<?> resolved = chain.next().resolve(type, context, chain);
        Class<?> raw = raw(type.getType());
        if (raw != null && raw.isRecord() && resolved != null) {
          Schema<?> schema =
              resolved.get$ref() == null
                  ? resolved
                  : context
                      .getDefinedModels()
                      .get(resolved.get$ref().substring(resolved.get$ref().lastIndexOf('/') + 1));
          if (schema != null && schema.getProperties() != null) {
            schema.setRequired(null);
            for (RecordComponent component : raw.getRecordComponents()) {
              if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                  && schema.getProperties().containsKey(component.getName())) {
                schema.addRequiredItem(component.getName());
              }
            }
          }
        }
        return resolved;
      }
    };
  }

  private static @Nullable Class<?> raw(Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    if (type instanceof com.fasterxml.jackson.databind.JavaType known) {
      return known.getRawClass();
    }
    return null;
  }
}
