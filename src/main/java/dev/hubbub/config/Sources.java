package dev.hubbub.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration comes from; what comes first here is outranked by what follows.
 *
 * @param file a JSON file; absent for a start without one, which means development
 * @param environment the variables of the process
 * @param arguments keys and their values as on the command line
 */
public record Sources(
    @Nullable Path file, Map<String, String> environment, Map<String, String> arguments) {}
