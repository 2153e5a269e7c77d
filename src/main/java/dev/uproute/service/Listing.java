package dev.uproute.service;

import java.util.List;

/** What a whole file says: the services, and when which of them are in maintenance. */
public record Listing(List<Service> services, List<Window> windows) {}
