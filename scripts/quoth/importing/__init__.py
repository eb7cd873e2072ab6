"""Articles in: text, HTML, brat and JSONL become normalised texts with sections, sentences and dates."""
