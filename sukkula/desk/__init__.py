"""The desk of Sukkula: work list, load, service times, promises."""
