"""Running a project that has money: what is agreed, done, told and paid."""
