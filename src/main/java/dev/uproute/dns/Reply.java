package dev.uproute.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * What one answer says of one name: its addresses, or that there are none, or what is wrong.
 *
 * @param ttl seconds the addresses may be remembered
 * @param alias the name at the end of a chain of aliases whose addresses are not in the answer
 * @param absent why there is no address, the name's own fault; null when there may be one
 * @param fault what the server did instead of answering; null when it answered
 */
record Reply(List<InetAddress> addresses, long ttl, Name alias, String absent, String fault) {
  /** A name with a thousand addresses is not tried for ever. */
  private static final int MOST = 64;

  private static final long DAY = 86_400;

  static Reply fault(String fault) {
    return new Reply(List.of(), 0, null, null, fault);
  }

  private static Reply absent(String why) {
    return new Reply(List.of(), 0, null, why, null);
  }

  /** Reads an answer, from the name asked along its aliases. */
  static Reply read(Name asked, Message answer) {
    int code = answer.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      return fault("answered " + Rcode.string(code));
    }
    Map<Name, Record> aliases = new HashMap<>();
    Map<Name, List<Record>> addresses = new HashMap<>();
    for (Record each : answer.getSection(Section.ANSWER)) {
      if (each instanceof CNAMERecord) {
        aliases.putIfAbsent(each.getName(), each);
      } else if (address(each) != null && each.getDClass() == DClass.IN) {
        addresses.computeIfAbsent(each.getName(), _ -> new ArrayList<>()).add(each);
      }
    }
    return follow(asked, code, aliases, addresses);
  }

  private static Reply follow(
      Name asked, int code, Map<Name, Record> aliases, Map<Name, List<Record>> addresses) {
    long ttl = DAY;
    Set<Name> seen = new HashSet<>();
    Name name = asked;
    while (!addresses.containsKey(name) && aliases.containsKey(name)) {
      if (!seen.add(name)) {
        return absent("is an alias that leads to itself");
      }
      Record alias = aliases.get(name);
      ttl = Math.min(ttl, alias.getTTL());
      name = ((CNAMERecord) alias).getTarget();
    }
    if (addresses.containsKey(name)) {
      return found(addresses.get(name), ttl);
    }
    String to = name.equals(asked) ? "" : "is an alias of " + name.toString(true) + ", which ";
    if (code == Rcode.NXDOMAIN) {
      return absent(to + "does not exist");
    }
    return new Reply(List.of(), 0, to.isEmpty() ? null : name, to + "has no address", null);
  }

  private static Reply found(List<Record> records, long ttl) {
    List<InetAddress> addresses = new ArrayList<>();
    long least = ttl;
    for (Record each : records) {
      if (addresses.size() < MOST && !addresses.contains(address(each))) {
        addresses.add(address(each));
      }
      least = Math.min(least, each.getTTL());
    }
    return new Reply(addresses, least, null, null, null);
  }

  private static InetAddress address(Record record) {
    return switch (record) {
      case ARecord four -> four.getAddress();
      case AAAARecord six -> six.getAddress();
      default -> null;
    };
  }
}
