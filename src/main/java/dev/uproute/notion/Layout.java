package dev.uproute.notion;

/**
 * Where the list is and how it is laid out; ids with or without dashes, empty = not given.
 *
 * @param dataSource the data source that is the list
 * @param database the database it is the only data source of
 * @param name column of the name
 * @param type column of the check; empty = the addresses say it
 * @param url column of the address
 * @param byName whether history goes with the name instead of the row
 */
public record Layout(
    String dataSource, String database, String name, String type, String url, boolean byName) {
  public Layout {
    dataSource = id(dataSource);
    database = id(database);
  }

  /** People copy whole addresses: the id is the 32 digits at the end of their path. */
  static String id(String written) {
    return written
        .strip()
        .replaceFirst("[?#].*", "")
        .replaceFirst("^https?://.*[/-](?=\\w{32}$)", "");
  }
}
