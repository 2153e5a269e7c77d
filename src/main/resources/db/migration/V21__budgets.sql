-- which error budgets burn is what the last event of each says
create index flip_budget on flip (service, id) where event = 'budget';
