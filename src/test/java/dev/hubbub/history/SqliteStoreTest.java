package dev.hubbub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hubbub.config.DatabaseConfig;
import io.vertx.core.Future;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts on the embedded store; all instances of a test share its file. */
class SqliteStoreTest {
  @TempDir
  private Path directory = Path.of("");

  @Nested
  class Appending extends AppendContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Reading extends ReadContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Directory extends DirectoryContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Deeds extends DeedContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Inviting extends InviteContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Making extends MakingContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Racing extends RaceContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Changing extends ChangeContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Erasing extends TombstoneContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Peopled extends PeopleContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  @Nested
  class Keeping extends RetentionContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }

    @Test
    void whatIsGoneTakesNoSpaceInTheFile() {
      talk(3_000);
      age(3_000, 2);
      assertEquals(6, keep(1));
      long before = number("page_count");
      long free = number("freelist_count");
      assertTrue(free > 10, () -> free + " pages are free");
      assertFalse(inside(SqliteStoreTest::shrunk));
      assertEquals(0, number("freelist_count"));
      assertTrue(number("page_count") <= before - free);
    }

    private long number(String pragma) {
      return inside(database -> database.query("PRAGMA " + pragma)).get(0).number(pragma);
    }
  }

  @Nested
  class Searching extends SearchModelContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }

  private static Future<Boolean> shrunk(Database database) {
    return database
        .shrink()
        .compose(more -> more ? shrunk(database) : Future.succeededFuture(false));
  }
}
