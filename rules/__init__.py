"""Rule packs: loading, merging and linear forms. Knows no report."""
