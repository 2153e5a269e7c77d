-- a page whose row got another id is the origin of that one alone; parameters: origin, id
update service set origin = null where origin = ? and id <> ?
