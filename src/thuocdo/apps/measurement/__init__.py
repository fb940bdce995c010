"""What is measured: data elements and their values, later annexes and dossiers."""
