"""What an applicant declares beside its application: other funding, de minimis aid it has got."""
