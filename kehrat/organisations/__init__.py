"""What funders ask of an organisation, told once: dated facts and standing documents."""
