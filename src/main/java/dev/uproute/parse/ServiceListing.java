package dev.uproute.parse;

import dev.uproute.service.Service;
import dev.uproute.service.Window;
import java.util.List;

/** What a whole file says: the services, and when which of them are in maintenance. */
public record ServiceListing(List<Service> services, List<Window> windows) {}
