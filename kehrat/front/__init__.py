"""Pages made of many subjects: home, a district, a Kehrä, search, feeds."""
