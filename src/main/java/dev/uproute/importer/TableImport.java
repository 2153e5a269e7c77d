package dev.uproute.importer;

/** An import from the tables of a database, in a SQLite file or on a PostgreSQL server. */
interface TableImport extends Import {
  /** Tables that together only its database has. */
  String[] tables();

  /** Columns that the first of these has in its database only. */
  default String[] columns() {
    return new String[0];
  }

  /**
   * As {@link Import#read}. The database stays open until the program ends, because histories are
   * read when they are written.
   *
   * @throws IllegalArgumentException with one line for people when it cannot be read
   */
  Imported read(ForeignDatabase database);

  @Override
  default boolean recognises(Input input) {
    return ForeignDatabase.holds(input, tables(), columns());
  }

  @Override
  default Imported read(Input input) {
    return read(ForeignDatabase.open(input));
  }
}
