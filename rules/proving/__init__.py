"""Rules proven before any report is seen: contradictions, guards never met, rules that cannot fail, cells."""
