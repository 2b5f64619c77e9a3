"""01: from raw files to sentences, and what syntax tells of them. The only place that parses."""
