"""Every page × role: which status a reader meets. `login`: sent to sign in.

Each group is (row, pages). A page is a URL's name and the record in the world (tests/rights/
world.py) it is asked about; before it POST when the page takes nothing else, PIECE when htmx asks.
Whoever is refused a page is refused its POST as well; that needs no rows of its own.
"""

from tests.tables.rights import answering, groups, letters, running, talk
from tests.tables.rights.roles import (
    BYSTANDERS,
    DECIDERS,
    DESK,
    EDITORS,
    EVERYONE,
    ITS_ADVISER,
    OFFICIALS,
    ROLES,
    SIGNED_IN,
    SUKKULA,
    TEAM,
    row,
)

PAGES = [
    (
        EVERYONE,
        """
        alive
        robots
        sitemap
        sitemap_file ideas_file
        security
        home
        accessibility
        privacy
        guides
        guide guide
        kehrat:search
        kehrat:districts
        kehrat:tell_me_where
        kehrat:district district
        kehrat:list
        kehrat:kehra kehra
        PIECE kehrat:mine kehra
        kehrat:join kehra
        kehrat:projects
        kehrat:project approved
        kehrat:project running
        kehrat:project ended
        kehrat:project_pdf approved
        kehrat:project_text approved
        kehrat:project_json approved
        kehrat:idea idea
        rahoitus:calls
        sukkula:service
        rahoitus:calls_calendar
        rahoitus:calls_atom
        rahoitus:calls_json
        rahoitus:sources
        rahoitus:register
        rahoitus:register_csv
        rahoitus:register_json
        rahoitus:call call
        rahoitus:call_calendar call
        arviointi:open_data
        arviointi:open_data_package
        arviointi:open_data_catalogue
        arviointi:open_data_file open_table
        arviointi:indicators
        arviointi:kehra_indicators kehra
        arviointi:lessons
        arviointi:surveys
        arviointi:survey open_survey
        arviointi:survey closed_survey
        arviointi:survey_csv released_survey
        arviointi:survey_xlsx released_survey
        arviointi:survey_results_pdf released_survey
        arviointi:survey_rounds second_round
        arviointi:answer open_link
        arviointi:answer invitation
        arviointi:no_more invitation
        kehrat:conduct
        """,
    ),
    (row(*ROLES, status=503, anonymous=503), "ready"),  # says that tests have no worker
    (row(*ROLES, status=302, anonymous=200), "kehrat:join_next kehra"),
    (row(others=404, anonymous=404), "arviointi:answer draft_link"),
    (row(*ROLES, status=302, anonymous=302), "arviointi:thanks open_link"),  # nothing was sent
    (SIGNED_IN, "me\nwaits\nnotices\nrahoitus:applications"),
    (row(*ROLES, status=302), "POST notices_read"),
    # Notices are one's own; the link in a mail needs no sign-in, the mail server a secret.
    (SIGNED_IN, "mail_settings\nmy_data"),
    (row(*TEAM, others=404), "mail_settings_of group"),
    (row(*ROLES, status=302), "POST mail_again"),
    (row("coordinator", status=302, others=404), "notice notice\nPOST notice_read notice"),
    (
        row(*ROLES, status=400, anonymous=400),
        "POST follow followed",
    ),  # without a word of what to do
    (EVERYONE, "follow followed"),
    (row(*ROLES, status=302, anonymous=200), "wish_kept"),
    (EVERYONE, "unsubscribe stop"),
    (row(*ROLES, status=404, anonymous=404), "POST bounces"),
    (row("lead", "admin"), "sent_mail"),
    (row("lead", "admin", status=302), "POST send_again notice"),
    # Accounts: the second step is one's own; a lost one is reset by a lead or an administrator.
    (SIGNED_IN, "second_step"),
    (row("lead", "admin"), "reset_second_step"),
    (row(others=404), "POST end_session nobodys"),
    # Kehrät: names for members and Sukkula, answers by those who answer.
    (row(*TEAM, *SUKKULA), "kehrat:members kehra"),
    (row("coordinator", *SUKKULA), "kehrat:membership request"),
    (row(*TEAM, status=302, **dict.fromkeys(SUKKULA, 404)), "POST kehrat:show_name kehra"),
    (row(*TEAM, "resident", others=404), "kehrat:leave kehra"),
    # Ideas: written before sign-in too; answered by the Kehrä's coordinators.
    (
        EVERYONE,
        """
        kehrat:ideas
        kehrat:idea_start
        kehrat:idea_new kehra
        kehrat:idea_new_district empty_district
        kehrat:idea_new_sukkula
        PIECE kehrat:idea_mine idea
        kehrat:idea_support idea
        """,
    ),
    (row(*ROLES, status=302, anonymous=302), "kehrat:idea_next"),
    (row(*ROLES, status=302, resident=403), "POST kehrat:idea_take_back idea"),
    # Cards that are not public: their Kehrä and, once submitted, Sukkula.
    (
        row(*TEAM, others=404, anonymous=404),
        """
        kehrat:project draft
        kehrat:project_pdf draft
        kehrat:project_text draft
        kehrat:project_json draft
        """,
    ),
    (
        row(*TEAM, *SUKKULA, others=404, anonymous=404),
        """
        kehrat:project submitted
        kehrat:project in_review
        kehrat:project changes_requested
        kehrat:project rejected
        kehrat:project_text in_review
        """,
    ),
    (
        row("coordinator"),
        """
        kehrat:project_new kehra
        kehrat:co_editors ended
        """,
    ),
    (row("coordinator", *SUKKULA), "kehrat:project_import kehra"),
    # What one brought in is one's own until it is stored; the original is for who writes the card.
    (row("coordinator", others=404), "kehrat:intake intake\nkehrat:card_reading reading"),
    (row(*EDITORS, others=404), "kehrat:original draft_original"),
    (row(*EDITORS, *SUKKULA, others=404), "kehrat:original approved_original"),
    (row(*EDITORS), "kehrat:project_lessons ended"),
    (row("coordinator", others=404, member=403), "kehrat:co_editors draft"),
    (row(*EDITORS, status=302, others=404, member=403), "POST kehrat:co_editor_end co_editor"),
    (
        row(*TEAM, others=404),
        "kehrat:project_changes draft\nkehrat:project_changes_pdf draft",
    ),
    (
        row(*TEAM, *SUKKULA, others=404),
        "kehrat:project_changes in_review\nkehrat:project_changes_pdf in_review",
    ),
    (
        row(*TEAM, *SUKKULA),
        """
        kehrat:project_changes approved
        kehrat:project_changes_pdf approved
        kehrat:project_revision revision
        kehrat:project_revision_pdf revision
        """,
    ),
    (row(*ROLES, status=400), "POST draft"),
    (DESK, "kehrat:host_project_new\nkehrat:host_project_import"),
    (row(*EDITORS, others=404, member=403), "kehrat:project_edit draft"),
    (
        row(*EDITORS, status=302, others=404, member=403),
        "POST kehrat:project_draft draft",
    ),
    (row(*TEAM, status=302, others=404), "POST kehrat:project_draft_discard draft"),
    (
        row(*EDITORS, others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
        "kehrat:project_edit changes_requested",
    ),
    (
        row("coordinator", status=302, others=404, member=403),
        """
        POST kehrat:project_share draft
        POST kehrat:project_submit draft
        """,
    ),
    (
        row("coordinator", status=302, others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
        "POST kehrat:project_copy rejected",
    ),
    (
        row("coordinator", status=302, others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
        """
        POST kehrat:project_resubmit changes_requested
        POST kehrat:project_withdraw in_review
        """,
    ),
    (row("coordinator", status=302), "POST kehrat:version_new running"),
    (row(*TEAM, *SUKKULA, others=404, anonymous=404), "kehrat:project taken_in"),
    # The desk: Sukkula alone; deciding, the card's adviser or a lead.
    (
        DESK,
        """
        sukkula:desk
        sukkula:compare
        sukkula:phrases
        sukkula:phrase phrase
        sukkula:review in_review
        sukkula:review approved
        sukkula:notes in_review
        sukkula:take submitted
        sukkula:take_over in_review
        sukkula:screen_out submitted
        sukkula:assign in_review
        sukkula:promise in_review
        sukkula:snooze submitted_case
        sukkula:snooze proposed_case
        sukkula:load
        sukkula:absence
        sukkula:verdicts
        sukkula:advice
        sukkula:advice_add
        sukkula:advice_add_card in_review
        sukkula:advice_add_kehra kehra
        """,
    ),
    (row(**dict.fromkeys(SUKKULA, 404)), "sukkula:review draft"),
    (
        row(*SUKKULA, status=302),
        """
        POST sukkula:phrase_remove phrase
        POST sukkula:shortlist
        sukkula:decide_many
        """,
    ),
    (row("adviser", "lead", others=403), "POST sukkula:changes_keep in_review"),
    (row(*SUKKULA, status=302), "POST sukkula:assign_many\nPOST sukkula:view_keep"),
    # An export says what of; an export and a view are the one's who made them.
    (row(*SUKKULA, status=404), "POST sukkula:export"),
    (
        row(*SUKKULA, status=404),
        """
        sukkula:report nobodys
        sukkula:report_file nobodys_file
        """,
    ),
    (row("adviser", "lead", status=302, other_adviser=403), "POST sukkula:absence_end absence"),
    # What is gone already, in another tab, is gone.
    (row(*SUKKULA, status=302), "POST sukkula:view_remove nobodys"),
    (row(*SUKKULA, status=302), "POST sukkula:hand_over nobodys"),
    (row("adviser", "lead", status=302, other_adviser=403), "POST sukkula:advice_remove advice"),
    # Decisions that wait: nothing ticked leads back to the list.
    (row(*SUKKULA, status=302), "sukkula:verdicts_preview\nPOST sukkula:verdicts_announce"),
    (
        row(*DECIDERS, status=302),
        "POST sukkula:verdict_take_back verdict\nPOST sukkula:snooze_wake snooze",
    ),
    (row(*TEAM, *SUKKULA, others=404), "sukkula:letter_pdf approved\nsukkula:letter_pdf rejected"),
    (row(others=404), "sukkula:letter_pdf in_review"),
    # Reviews: one's own for the reviewer, the panel for Sukkula.
    (SIGNED_IN, "sukkula:reviews"),
    (DESK, "sukkula:panel panel"),
    (
        row("reviewer", others=404, **dict.fromkeys(SUKKULA, 302)),
        "sukkula:score asked_review\nsukkula:score open_review\nsukkula:score given_review",
    ),
    (row("reviewer", status=302, others=404), "POST sukkula:abstain asked_review"),
    (
        row(*DECIDERS, status=302),
        "POST sukkula:panel_close panel\nPOST sukkula:panel_dismiss panelist",
    ),
    (
        ITS_ADVISER,
        """
        sukkula:approve in_review
        sukkula:snooze in_review_case
        sukkula:snooze preparing_case
        sukkula:ask_changes in_review
        sukkula:change_plan planned
        sukkula:give_time changes_requested
        sukkula:reject in_review
        sukkula:routing approved
        sukkula:end running
        sukkula:end_unfunded approved
        """,
    ),
    # Its coordinator can be reached and has not been silent.
    (
        row(**dict.fromkeys(SUKKULA, 409)),
        "sukkula:withdraw_for in_review\nsukkula:withdraw_for draft",
    ),
    # A change asked for on one field of a card.
    (
        row(
            "adviser",
            "lead",
            status=302,
            others=404,
            **dict.fromkeys([*TEAM, "other_adviser"], 403),
        ),
        "POST sukkula:change_resolve change",
    ),
    # Calls and sources: Sukkula's lead keeps them.
    (
        row("lead"),
        """
        rahoitus:upkeep
        rahoitus:new_call
        rahoitus:keep_call kept_call
        rahoitus:write_call kept_call
        rahoitus:call_rows call_parts
        rahoitus:new_source
        rahoitus:keep_source kept_source
        rahoitus:new_form
        rahoitus:keep_form kept_form
        """,
    ),
    (
        row("lead", status=302),
        "POST rahoitus:publish_call kept_call\nPOST rahoitus:copy_call kept_call",
    ),
    (row("lead"), "sukkula:reopen rejected"),
    (row(**dict.fromkeys(SUKKULA, 409)), "sukkula:approve submitted"),
    (
        row(*TEAM, *SUKKULA, others=404),
        """
        sukkula:messages in_review
        sukkula:messages approved
        sukkula:funding approved
        """,
    ),
    (row(others=404), "sukkula:funding in_review"),
    # Applications: the Kehrä and Sukkula; the source's own officials from the sending on.
    (row(*TEAM, *SUKKULA, others=404), "rahoitus:application preparing"),
    (
        row(*TEAM, *SUKKULA, "funder_official", others=404),
        "rahoitus:application sent\nrahoitus:application granted",
    ),
    (
        row(*EDITORS, "adviser", "lead", others=404, member=403, other_adviser=403),
        "rahoitus:write preparing",
    ),
    (
        row(*EDITORS, status=302, others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
        "POST rahoitus:step ask_check",
    ),
    (
        row(
            "adviser",
            "lead",
            status=302,
            others=404,
            member=403,
            coordinator=403,
            other_adviser=403,
        ),
        "POST rahoitus:step mark_checked",
    ),
    (
        row(*DECIDERS, others=404, **dict.fromkeys(BYSTANDERS, 403)),
        "rahoitus:worded_step send_back",
    ),
    (
        row(*DECIDERS, "funder_official", others=404, **dict.fromkeys(BYSTANDERS, 403)),
        "rahoitus:worded_step grant\nrahoitus:correct_decision decision",
    ),
    # The budgets of a grant.
    (
        row(*TEAM, *SUKKULA, "funder_official", others=404),
        "rahoitus:budgets sent\nrahoitus:budgets granted",
    ),
    (
        row(*EDITORS, *DECIDERS, others=404, member=403, other_adviser=403, funder_official=403),
        "rahoitus:budget_step ask_amendment",
    ),
    (
        row(*DECIDERS, others=404, **dict.fromkeys((*BYSTANDERS, "funder_official"), 403)),
        "rahoitus:budget_step give_budget",
    ),
    (
        row(*DECIDERS, "funder_official", others=404, **dict.fromkeys(BYSTANDERS, 403)),
        "rahoitus:budget_step refuse_amendment",
    ),
    # What goes to the funder: those who prepare it; the signatory's link needs no account.
    (
        row(*TEAM, "co_editor", *SUKKULA, others=404),
        """
        rahoitus:copy_sheet preparing
        rahoitus:approvals preparing
        rahoitus:other_funding preparing
        rahoitus:de_minimis preparing
        """,
    ),
    (
        row(*EDITORS, "adviser", "lead", status=302, others=404, member=403, other_adviser=403),
        "POST rahoitus:other_funding_remove other_row",
    ),
    (
        row("coordinator", *SUKKULA, status=302, others=404, member=403, co_editor=403),
        "POST rahoitus:aid_remove aid_row",
    ),
    (
        row(*TEAM, "co_editor", *SUKKULA, others=404, funder_official=403),
        "rahoitus:copy_sheet sent\nrahoitus:other_funding sent\nrahoitus:de_minimis sent",
    ),
    (
        row(*EDITORS, *DECIDERS, others=404, member=403, other_adviser=403, funder_official=403),
        "rahoitus:receipt_add sent",
    ),
    (
        row(*TEAM, "co_editor", *SUKKULA, "funder_official", others=404),
        "rahoitus:receipt_file receipt",
    ),
    (
        row(*TEAM, "co_editor", *SUKKULA, others=404, status=302),
        "POST rahoitus:package_order preparing",
    ),
    (row(*TEAM, "co_editor", *SUKKULA, others=404), "rahoitus:report package"),
    (row(*ROLES, status=404), "rahoitus:report_file package_file"),
    (EVERYONE, "rahoitus:approve signatory\nrahoitus:answered"),
    (EVERYONE, "rahoitus:approve_file signatory_file"),
    # An organisation's profile: the Kehrä that it stands behind; all of it its coordinators.
    (SIGNED_IN, "kehrat:organisations"),
    (row(*TEAM, "co_editor", *SUKKULA, others=404), "kehrat:organisation host_profile"),
    (
        row("coordinator", *SUKKULA, others=404, member=403),
        "kehrat:organisation_edit host_profile\nkehrat:document_add host_profile",
    ),
    (
        row(*SUKKULA, others=404, **dict.fromkeys((*TEAM, "co_editor"), 403)),
        "kehrat:organisation_mend host_profile",
    ),
    (row("coordinator", *SUKKULA, others=404), "kehrat:document_file document"),
    (
        row("coordinator", *SUKKULA, others=404, status=302),
        "POST kehrat:document_remove document",
    ),
    # Evaluation: nobody sees results of an open survey.
    (row("coordinator", "stranger", *SUKKULA), "arviointi:survey_new"),
    (row("coordinator", *SUKKULA, others=404, anonymous=404), "arviointi:survey draft_survey"),
    (
        row("coordinator", *SUKKULA, others=404),
        """
        arviointi:survey_preview draft_survey
        arviointi:survey_pdf draft_survey
        arviointi:survey_settings draft_survey
        arviointi:survey_copy draft_survey
        arviointi:survey_questions draft_survey
        arviointi:part_new survey_kind
        arviointi:part survey_part
        arviointi:part_condition survey_part
        """,
    ),
    (
        row("coordinator", *SUKKULA, status=302, others=404),
        "POST arviointi:survey_ready draft_survey\nPOST arviointi:part_remove survey_part",
    ),
    (row(others=404), "POST arviointi:part_move draft_survey"),  # without one to move
    (
        row(*ROLES, status=409, anonymous=409),
        """
        arviointi:survey_csv open_survey
        arviointi:survey_csv closed_survey
        arviointi:survey_xlsx closed_survey
        arviointi:survey_results_pdf closed_survey
        arviointi:survey_rounds closed_survey
        """,
    ),
    (
        row("coordinator", *SUKKULA, status=302, others=404),
        "POST arviointi:survey_open draft_survey",
    ),
    (
        row("coordinator", *SUKKULA, status=302),
        """
        POST arviointi:survey_end open_survey
        POST arviointi:survey_close open_survey
        """,
    ),
    (row(*SUKKULA, status=302), "POST arviointi:survey_release closed_survey"),
    (
        row(*SUKKULA, coordinator=403, others=404),
        "arviointi:survey_invited invited_survey\narviointi:survey_circles invited_survey",
    ),
    (
        row(*SUKKULA, status=302, coordinator=403, others=404),
        "POST arviointi:survey_open invited_survey",
    ),
    (
        DESK,
        "arviointi:survey_moderate closed_survey\narviointi:survey_publish closed_survey\n"
        "arviointi:paper_answer open_survey",
    ),
    (row(*SUKKULA, status=302), "POST arviointi:survey_close invited_open_survey"),
    # Reports: officials order for their own areas; a report is its orderer's, and Sukkula's.
    (row(*OFFICIALS, *SUKKULA), "arviointi:reports\narviointi:goals"),
    (DESK, "arviointi:lesson_themes ended"),
    (
        row("city_official", *SUKKULA, others=404),
        """
        arviointi:report report
        arviointi:report_file report_file
        """,
    ),
]

PAGES += [*answering.PAGES, *groups.PAGES, *letters.PAGES, *running.PAGES, *talk.PAGES]

# Pages of others, tested where they are made: allauth's own, under /tili/.
NOT_OURS = ("account_", "mfa_", "usersessions_", "socialaccount_", "admin:")
