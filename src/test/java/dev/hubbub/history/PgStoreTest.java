package dev.hubbub.history;

import dev.hubbub.config.DatabaseConfig;
import dev.hubbub.testing.TestServices;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** The contracts on PostgreSQL; all instances of a test share its database. */
class PgStoreTest {
  private @Nullable String url;

  private DatabaseConfig shared() {
    if (url == null) {
      Vertx vertx = Vertx.vertx();
      url = TestServices.postgres();
      Instance.await(vertx.close());
    }
    return Instance.postgres(url);
  }

  @Nested
  class Appending extends AppendContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Reading extends ReadContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Directory extends DirectoryContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Deeds extends DeedContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Inviting extends InviteContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Making extends MakingContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Racing extends RaceContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Changing extends ChangeContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Erasing extends TombstoneContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Peopled extends PeopleContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Keeping extends RetentionContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }

  @Nested
  class Searching extends SearchModelContract {
    @Override
    DatabaseConfig config() {
      return shared();
    }
  }
}
