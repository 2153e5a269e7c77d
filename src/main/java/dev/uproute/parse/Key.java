package dev.uproute.parse;

/**
 * One key of a service: its name, how its value is read, and what holds when nobody writes it.
 *
 * @param name dotted path inside the service
 * @param builtIn the value when no layer has one; null = none
 * @param types of check that use it
 */
record Key<T>(String name, ValueParser<T> reader, T builtIn, Level level, TypeSet types) {

  /** Why a service of a type may not have it. */
  String useless(String type, String whose) {
    return "does nothing for type " + type + whose + "; it is for " + types;
  }

  /** Where a key may be written. */
  enum Level {
    /** only in a profile */
    PROFILE,
    /** in a service, in {@code defaults} and in a profile */
    ANY,
    /** in a service and in {@code defaults} */
    LIST,
    /** only in a service, because no two services share it */
    SERVICE,
    /** no key's, but a group's: a service that another Uproute sent, with all that holds for it */
    SENT;

    /** Whether a key of this level may stand in a group of that kind. */
    boolean fits(Level group) {
      return switch (this) {
        case PROFILE -> group == PROFILE || group == SENT;
        case ANY -> true;
        case LIST -> group != PROFILE;
        case SERVICE -> group == SERVICE || group == SENT;
        case SENT -> false;
      };
    }
  }
}
