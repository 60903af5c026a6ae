package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
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
  }

  @Nested
  class Searching extends SearchModelContract {
    @Override
    DatabaseConfig config() {
      return Instance.embedded(directory);
    }
  }
}
