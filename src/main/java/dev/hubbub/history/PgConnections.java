package dev.hubbub.history;

import dev.hubbub.history.SqlFailure.Kind;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.impl.PgSocketConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;

/** What the public interface of the PostgreSQL client does not offer. */
final class PgConnections {
  private PgConnections() {}

  /**
   * Closes the socket of a pooled connection now, without a word to the server. Closing the connection itself only
   * hands it back to the pool, and closing its socket the usual way waits for the server.
   */
  static void cut(SqlConnection connection) {
    if (((SqlConnectionInternal) connection).unwrap().unwrap() instanceof PgSocketConnection pg) {
      // From the first handler on, close goes to the transport and past the codec, which would
      // wait.
      ChannelHandlerContext first =
          pg.socket().channelHandlerContext().pipeline().firstContext();
      if (first != null) { // else it is closed already
        var unused = first.close();
      }
    }
  }

  /** What a failure of the client means, where no commit was under way. */
  static SqlFailure failure(Throwable cause) {
    if (cause instanceof SqlFailure known) {
      return known;
    }
    Kind kind = cause instanceof PgException pg ? kind(pg.getSqlState()) : Kind.LOST;
    return new SqlFailure(kind, message(cause), cause);
  }

  private static Kind kind(String state) {
    return switch (state.substring(0, 2)) {
        // Connection lost; serialization failure and deadlock; shutdown, and not up yet; too many
        // connections.
      case "08", "40" -> Kind.LOST;
      case "53" -> state.equals("53300") ? Kind.LOST : Kind.FAULT;
        // Values: wrong, against a constraint, too large.
      case "22", "23", "54" -> Kind.DATA;
      case "55" -> Kind.BUSY;
      case "57" -> state.equals("57014") ? Kind.BUSY : Kind.LOST;
      default -> Kind.FAULT;
    };
  }

  private static String message(Throwable cause) {
    return cause instanceof PgException pg
        ? pg.getErrorMessage() + " (" + pg.getSqlState() + ")"
        : String.valueOf(cause.getMessage());
  }
}
