"""All that chance decides about the leads of a replication: draws turned into times, step by step, once for every engine."""
