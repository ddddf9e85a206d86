"""What everyone may take along as data: tables with their columns told, and catalogues of them."""
