"""Work that takes longer than a page: started with its transaction, watched, cancelled, finished after a crash."""
