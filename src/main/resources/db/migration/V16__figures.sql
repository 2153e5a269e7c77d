-- what a check of type host measured, as dev.uproute.check.HostFigures writes it; null in the rows of all others
alter table result add column figures text;
