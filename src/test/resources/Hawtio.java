import java.io.File;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** hawtio's own war, which asks this machine alone, for whoever opens its page. */
class Hawtio {
  public static void main(String[] args) throws Exception {
    System.setProperty("hawtio.authenticationEnabled", "false");
    System.setProperty("hawtio.disableProxy", "false");
    System.setProperty("hawtio.localAddressProbing", "false");
    var server = new Server();
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(args[0]));
    server.addConnector(connector);
    var war = new WebAppContext();
    war.setWar(args[1]);
    war.setContextPath("/hawtio");
    war.setTempDirectory(new File(args[2]));
    server.setHandler(war);
    server.start();
    System.out.println("ready");
  }
}
