package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PROMISES, SSRF policy, B22 and B23: which addresses are dialled for whom. */
class AddressPolicyTest {
  private final AddressPolicy policy = new AddressPolicy("file, notion", 8071);

  @ParameterizedTest(name = "{0} port {1} for {2}: {3}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          93.184.216.34,     80, api,    -
          2606:4700::1,      80, api,    -
          127.0.0.1,         80, file,   -
          127.0.0.1,         80, notion, -
          127.0.0.1,         80, api,    private address 127.0.0.1 is not open to services from api
          10.1.2.3,          80, api,    private address 10.1.2.3 is not open to services from api
          172.16.0.1,        80, api,    private address 172.16.0.1 is not open to services from api
          192.168.1.1,       80, file,   -
          100.64.0.1,        80, api,    private address 100.64.0.1 is not open to services from api
          fd12::1,           80, api,    private address fd12:0:0:0:0:0:0:1 is not open to services from api
          ::1,               80, api,    private address 0:0:0:0:0:0:0:1 is not open to services from api
          ::ffff:127.0.0.1,  80, api,    private address 127.0.0.1 is not open to services from api
          64:ff9b::7f00:1,   80, api,    private address 127.0.0.1 is not open to services from api
          127.0.0.1,       8071, file,   port 8071 of this machine is never checked
          93.184.216.34,   8071, file,   -
          169.254.169.254,   80, file,   address 169.254.169.254 is never checked
          64:ff9b::a9fe:a9fe, 80, file,  address 169.254.169.254 is never checked
          fd00:ec2::254,     80, file,   address fd00:ec2:0:0:0:0:0:254 is never checked
          fe80::1,           80, file,   address fe80:0:0:0:0:0:0:1 is never checked
          0.0.0.0,           80, file,   address 0.0.0.0 is never checked
          0.1.2.3,           80, file,   address 0.1.2.3 is never checked
          ::,                80, file,   address 0:0:0:0:0:0:0:0 is never checked
          255.255.255.255,   53, file,   address 255.255.255.255 is never checked
          224.0.0.1,         53, file,   address 224.0.0.1 is never checked
          ff02::1,           53, file,   address ff02:0:0:0:0:0:0:1 is never checked
          """)
  void judges_the_address_that_is_dialled(String address, int port, String source, String objection)
      throws Exception {
    Given given = Given.url("http://x");
    given.source = source;
    InetAddress dialled = InetAddress.ofLiteral(address);
    assertEquals(objection, policy.objection(given.service(), dialled, port));
  }
}
