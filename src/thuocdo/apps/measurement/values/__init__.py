"""The store of facts: data elements and the values units gave for them, revision by revision."""
