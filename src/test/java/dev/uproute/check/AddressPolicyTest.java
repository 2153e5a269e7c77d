package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are dialled for whom. */
class AddressPolicyTest {
  private final AddressPolicy policy = new AddressPolicy("file", "deny");

  @ParameterizedTest(name = "{0} for {1}: {2}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          93.184.216.34,      notion, -
          2606:4700::1,       notion, -
          127.0.0.1,          file,   -
          127.0.0.1,          notion, private address 127.0.0.1 is not open to services from notion
          10.1.2.3,           notion, private address 10.1.2.3 is not open to services from notion
          10.1.2.3,           api,    private address 10.1.2.3 is not open to services from api
          172.16.0.1,         notion, private address 172.16.0.1 is not open to services from notion
          192.168.1.1,        file,   -
          100.64.0.1,         notion, private address 100.64.0.1 is not open to services from notion
          fd12::1,            notion, private address fd12::1 is not open to services from notion
          ::1,                notion, private address ::1 is not open to services from notion
          ::ffff:127.0.0.1,   notion, private address 127.0.0.1 is not open to services from notion
          64:ff9b::7f00:1,    notion, private address 127.0.0.1 is not open to services from notion
          169.254.169.254,    file,   cloud metadata address 169.254.169.254 is not open (uproute.targets.link-local)
          64:ff9b::a9fe:a9fe, file,   cloud metadata address 169.254.169.254 is not open (uproute.targets.link-local)
          fd00:ec2::254,      file,   cloud metadata address fd00:ec2::254 is not open (uproute.targets.link-local)
          fe80::1,            file,   link-local address fe80::1 is not open (uproute.targets.link-local)
          169.254.20.10,      file,   link-local address 169.254.20.10 is not open (uproute.targets.link-local)
          100.100.100.200,    file,   cloud metadata address 100.100.100.200 is not open (uproute.targets.link-local)
          0.0.0.0,            file,   address 0.0.0.0 is never checked
          0.1.2.3,            file,   address 0.1.2.3 is never checked
          ::,                 file,   address :: is never checked
          255.255.255.255,    file,   address 255.255.255.255 is never checked
          224.0.0.1,          file,   address 224.0.0.1 is never checked
          ff02::1,            file,   address ff02::1 is never checked
          """)
  void judges_the_address_that_is_dialled(String address, String source, String objection)
      throws Exception {
    ServiceBuilder given = ServiceBuilder.url("http://x");
    given.source = source;
    InetAddress dialled = InetAddress.ofLiteral(address);
    assertEquals(objection, objection(policy, given, dialled));
  }

  @Test
  void the_management_port_is_for_services_of_the_operator_that_name_it() throws Exception {
    AddressPolicy with =
        new AddressPolicy("file,notion", "deny", Map.of("uproute.management.port", "8071"));
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    ServiceBuilder given = ServiceBuilder.url("http://x");
    given.source = "file";
    assertNull(with.objection(given.service(), here, 8071, true));
    assertEquals(
        "port 8071 of this machine is for its operator alone",
        with.objection(given.service(), here, 8071, false).sentence(),
        "a redirect");
    given.source = "notion";
    assertNotNull(with.objection(given.service(), here, 8071, true));
    assertNull(with.objection(given.service(), here, 8070, true));
    assertNull(with.objection(given.service(), InetAddress.ofLiteral("203.0.113.1"), 8071, true));
    assertNull(policy.objection(given.service(), InetAddress.ofLiteral("203.0.113.1"), -1, true));
  }

  private static String objection(AddressPolicy policy, ServiceBuilder given, InetAddress address)
      throws Exception {
    AddressPolicy.Objection objection = policy.objection(given.service(), address);
    return objection == null ? null : objection.sentence();
  }

  @ParameterizedTest(name = "{0}, {1} from {2}: {3}")
  @CsvSource({
    "deny, 169.254.20.10, file, false",
    "allow, 169.254.20.10, file, true",
    "allow, 169.254.20.10, notion, false",
    "allow, fe80::1, file, true",
    "allow, 169.254.169.254, file, false",
    "allow, 169.254.170.2, file, false",
    "allow, fd00:ec2::254, file, false",
    "allow, fe80::a9fe:a9fe, file, false",
    "169.254.20.10, 169.254.20.10, file, true",
    "169.254.20.10, 169.254.20.11, file, false",
    "'allow, 169.254.169.254', 169.254.169.254, file, true",
    "'allow, 169.254.169.254', 64:ff9b::a9fe:a9fe, file, true",
    "169.254.169.254, 169.254.20.10, file, false",
  })
  void link_local_addresses_are_open_by_a_setting_and_metadata_by_name_only(
      String setting, String address, String source, boolean open) throws Exception {
    assertTrue(AddressPolicy.understood(setting));
    AddressPolicy own = new AddressPolicy("file", setting);
    ServiceBuilder given = ServiceBuilder.url("http://x");
    given.source = source;
    assertEquals(open, objection(own, given, InetAddress.ofLiteral(address)) == null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "10.0.0.1", "deny, allow", "169.254.20", "all", "allow;deny"})
  void what_is_no_link_local_address_is_refused(String setting) {
    assertFalse(AddressPolicy.understood(setting));
  }
}
