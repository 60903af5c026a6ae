package dev.hubbub.config;

import io.vertx.core.json.JsonObject;

/**
 * A verticle of somebody else's that is deployed beside Hubbub's own ({@code verticles}).
 *
 * @param name a class on the class path, or whatever else a verticle factory there understands
 * @param instances how many of it
 * @param config handed to each as its configuration; to be copied, never changed
 */
public record VerticleConfig(String name, int instances, JsonObject config) {}
