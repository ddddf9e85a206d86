"""A person's address and allauth's row of it never differ; nobody is a superuser."""

from django.db import migrations, models

# What the owner has confirmed counts; else what the person's row says, to be confirmed.
MEND = """
UPDATE kehityspolku_user u SET email = lower(e.email) FROM account_emailaddress e
    WHERE e.user_id = u.id AND e.verified AND e."primary" AND lower(e.email) <> lower(u.email)
    AND NOT EXISTS (SELECT FROM kehityspolku_user o WHERE lower(o.email) = lower(e.email));
DELETE FROM account_emailaddress e USING kehityspolku_user u
    WHERE e.user_id = u.id AND (e."primary" OR e.verified) AND lower(e.email) <> lower(u.email);
UPDATE account_emailaddress e SET "primary" = true FROM kehityspolku_user u
    WHERE e.user_id = u.id AND lower(e.email) = lower(u.email) AND NOT e."primary";
INSERT INTO account_emailaddress (user_id, email, verified, "primary")
    SELECT u.id, lower(u.email), false, true FROM kehityspolku_user u
    WHERE NOT EXISTS (SELECT FROM account_emailaddress e WHERE e.user_id = u.id AND e."primary");
UPDATE kehityspolku_user SET is_superuser = false WHERE is_superuser;
"""

# Asked at the end of each transaction, so that both may be changed in any order.
SAME = """
CREATE FUNCTION one_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person bigint := CASE TG_TABLE_NAME WHEN 'kehityspolku_user' THEN (to_jsonb(NEW)->>'id')::bigint
        ELSE (to_jsonb(NEW)->>'user_id')::bigint END;
BEGIN
    IF EXISTS (
        SELECT FROM account_emailaddress e JOIN kehityspolku_user u ON u.id = e.user_id
        WHERE u.id = person AND (e."primary" OR e.verified) AND lower(e.email) <> lower(u.email)
    ) THEN
        RAISE EXCEPTION 'the addresses of person % differ', person USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER one_address AFTER INSERT OR UPDATE OF email ON kehityspolku_user
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION one_address();
CREATE CONSTRAINT TRIGGER one_address AFTER INSERT OR UPDATE ON account_emailaddress
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION one_address();
"""
GONE = """
DROP TRIGGER one_address ON account_emailaddress;
DROP TRIGGER one_address ON kehityspolku_user;
DROP FUNCTION one_address();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kehityspolku", "0007_notices_of_duties"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="address",
            field=models.EmailField(blank=True, db_default="", default="", max_length=254),
        ),
        migrations.RemoveConstraint(model_name="notice", name="notice_once_per_person"),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                models.F("event"), models.F("recipient"), models.F("address"), name="notice_once"
            ),
        ),
        migrations.RunSQL(MEND, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_superuser", False)), name="user_is_no_superuser"
            ),
        ),
        migrations.RunSQL(SAME, GONE),
    ]
