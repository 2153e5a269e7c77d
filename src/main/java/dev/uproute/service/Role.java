package dev.uproute.service;

/** What a service means for its site: a failing core service takes the site down. */
public enum Role {
  CORE,
  SUPPLEMENTARY
}
