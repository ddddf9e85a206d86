"""Every page × role: which status a reader meets. `login`: sent to sign in.

Each group is (row, pages). A page is a URL's name and the record in the world (tests/rights/
world.py) it is asked about; before it POST when the page takes nothing else. Whoever is refused
a page is refused its POST as well; that needs no rows of its own.
"""

from tests.rights import talk

ROLES = (
    *("anonymous", "resident", "member", "coordinator", "stranger"),
    *("adviser", "other_adviser", "lead", "reviewer"),
    *("city_official", "other_official", "funder_official", "other_funder", "admin"),
)
SUKKULA = ("adviser", "other_adviser", "lead")
OFFICIALS = ("city_official", "other_official")


def row(*allowed, status=200, others=403, anonymous="login", **each):
    """The status of each role: `status` for those allowed, `others` for the rest."""
    given = {role: status if role in allowed else others for role in ROLES}
    return given | {"anonymous": anonymous} | each


EVERYONE = row(*ROLES, anonymous=200)
SIGNED_IN = row(*ROLES)
DESK = row(*SUKKULA)
DECIDERS = ("adviser", "lead")
ITS_ADVISER = row(*DECIDERS)
TEAM = ("member", "coordinator")
BYSTANDERS = (*TEAM, "other_adviser")  # see it, but don't decide

PAGES = [
    (
        EVERYONE,
        """
        alive
        home
        accessibility
        privacy
        guides
        guide guide
        kehrat:search
        kehrat:districts
        kehrat:district district
        kehrat:list
        kehrat:kehra kehra
        kehrat:mine kehra
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
        rahoitus:sources
        rahoitus:call call
        rahoitus:call_calendar call
        arviointi:surveys
        arviointi:survey open_survey
        arviointi:survey closed_survey
        arviointi:survey_csv closed_survey
        arviointi:answer open_link
        arviointi:thanks open_link
        """,
    ),
    (row(*ROLES, status=503, anonymous=503), "ready"),  # says that tests have no worker
    (row(*ROLES, status=302, anonymous=200), "kehrat:join_next kehra"),
    (row(others=404, anonymous=404), "arviointi:answer draft_link"),
    (SIGNED_IN, "me\nnotices\nrahoitus:applications"),
    (row(*ROLES, status=302), "POST notices_read"),
    # Notices are one's own; the link in a mail needs no sign-in, the mail server a secret.
    (SIGNED_IN, "mail_settings"),
    (row(*ROLES, status=302), "POST mail_again"),
    (row("coordinator", status=302, others=404), "notice notice\nPOST notice_read notice"),
    (row(*ROLES, status=400), "POST follow followed"),  # without a word of what to do
    (SIGNED_IN, "follow followed"),
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
        kehrat:idea_mine idea
        kehrat:idea_support idea
        """,
    ),
    (row(*ROLES, status=302, anonymous=200), "kehrat:idea_next"),
    (row(*ROLES, status=302, resident=403), "POST kehrat:idea_take_back idea"),
    # Joining: members' own pages, inviting, the coordinators' role, an invitation as it is met.
    (row(*TEAM, **dict.fromkeys(SUKKULA, 404)), "kehrat:my_part kehra"),
    (
        row("coordinator", *SUKKULA),
        """
        kehrat:invites kehra
        kehrat:invite_link kehra
        kehrat:invite_mail kehra
        kehrat:invite_revoke invite
        kehrat:remove_member membership
        """,
    ),
    (row("coordinator", *SUKKULA, status=302), "POST kehrat:invite_again invite"),
    (row("coordinator"), "kehrat:role kehra\nkehrat:role_end kehra"),
    (row("coordinator"), "POST kehrat:members_csv kehra"),
    (row(coordinator=403), "POST kehrat:role_stay kehra"),  # the role was not given up
    (row(*TEAM, *SUKKULA), "kehrat:nomination nomination"),
    (row("member", *SUKKULA), "kehrat:call vacancy"),
    (row(*SUKKULA, status=302), "POST kehrat:call_open vacancy"),
    (row("member", status=302), "POST kehrat:offer offer"),
    (row(*TEAM, *SUKKULA), "kehrat:handover kehra\nkehrat:handover_pdf kehra"),  # member: asked
    (row("coordinator"), "kehrat:handover_note kehra"),
    (DESK, "kehrat:vacancies"),
    (EVERYONE, "kehrat:invite token\nkehrat:invite_decline token"),
    (row(*ROLES, status=302, anonymous=200), "kehrat:invite_next token"),
    (row(*ROLES, status=410, anonymous=410, member=200, coordinator=200), "kehrat:invite spent"),
    (row("coordinator", status=302), "POST kehrat:idea_take_up idea"),
    (row("resident"), "kehrat:idea_withdraw idea"),
    (row("coordinator"), "kehrat:idea_decline idea\nkehrat:idea_merge idea"),
    (row("coordinator", status=302), "POST kehrat:idea_split merged_idea"),
    (row("coordinator", *SUKKULA), "kehrat:idea_desk kehra\nkehrat:idea_paper kehra"),
    (
        DESK,
        """
        kehrat:idea_desk_sukkula
        kehrat:idea_paper_sukkula
        kehrat:idea_paper_district empty_district
        """,
    ),
    # Pictures: seen by all who see the Kehrä, chosen by those who coordinate or help it.
    (EVERYONE, "kehrat:picture picture"),
    (EVERYONE, "kehrat:write kehra\nkehrat:write_sukkula\nkehrat:enquiry_sent"),
    (row(others=404, anonymous=404), "kehrat:enquiry_confirm old_enquiry"),
    (row("coordinator", others=404), "kehrat:enquiry enquiry"),
    (row(*SUKKULA, others=404), "kehrat:enquiry to_sukkula"),
    (EVERYONE, "kehrat:city_feed\nkehrat:feed kehra"),
    (row("coordinator", *SUKKULA), "kehrat:picture_edit kehra"),
    # Founding: a proposal is its founder's and Sukkula's; steps are for those who may take them.
    (SIGNED_IN, "kehrat:found"),
    (EVERYONE, "kehrat:history kehra\nkehrat:tell_me district"),
    (EVERYONE, "kehrat:kehra ended_kehra"),
    (
        row("coordinator", *SUKKULA, others=404, anonymous=404),
        "kehrat:kehra proposed_kehra\nkehrat:history turned_down_kehra\nkehrat:mine proposed_kehra",
    ),
    (row("coordinator", *SUKKULA, others=404), "kehrat:checklist proposed_kehra"),
    (row("coordinator", *SUKKULA), "kehrat:checklist forming_kehra\nkehrat:edit kehra"),
    (row(), "kehrat:edit ended_kehra"),
    (row("coordinator", *SUKKULA, others=404), "kehrat:edit turned_down_kehra"),
    (row("coordinator", *SUKKULA, status=302), "POST kehrat:organisation_remove organisation"),
    (
        row(*SUKKULA, others=404, coordinator=403),
        "kehrat:act accept_kehra\nkehrat:act turn_down_kehra",
    ),
    (
        row("coordinator", others=404, **dict.fromkeys(SUKKULA, 403)),
        "kehrat:act propose_again_kehra",
    ),
    (row(*SUKKULA), "kehrat:act confirm_kehra\nkehrat:act end_kehra"),
    (row("coordinator"), "kehrat:act ask_confirming_kehra\nkehrat:act ask_ending_kehra"),
    (row("coordinator", *SUKKULA), "kehrat:act rest_kehra\nkehrat:act wake_kehra"),
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
        kehrat:project_import kehra
        kehrat:project_lessons ended
        """,
    ),
    (row(*TEAM, others=404), "kehrat:project_changes draft"),
    (row(*TEAM, *SUKKULA, others=404), "kehrat:project_changes in_review"),
    (row(*TEAM, *SUKKULA), "kehrat:project_changes approved"),
    (DESK, "kehrat:host_project_new\nkehrat:host_project_import"),
    (row("coordinator", others=404, member=403), "kehrat:project_edit draft"),
    (
        row("coordinator", others=404, member=403, anonymous=401),
        "POST kehrat:project_draft draft",
    ),
    (row(*TEAM, status=302, others=404), "POST kehrat:project_draft_discard draft"),
    (
        row("coordinator", others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
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
    # The desk: Sukkula alone; deciding, the card's adviser or a lead.
    (
        DESK,
        """
        sukkula:desk
        sukkula:review in_review
        sukkula:review approved
        sukkula:revision revision
        sukkula:notes in_review
        sukkula:take submitted
        sukkula:take_over in_review
        sukkula:screen_out submitted
        sukkula:assign in_review
        sukkula:promise in_review
        sukkula:load
        sukkula:absence
        """,
    ),
    (row(**dict.fromkeys(SUKKULA, 404)), "sukkula:review draft"),
    (row(*SUKKULA, status=302), "POST sukkula:assign_many"),
    (row("adviser", "lead", status=302, other_adviser=403), "POST sukkula:absence_end absence"),
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
        sukkula:ask_changes in_review
        sukkula:reject in_review
        sukkula:routing approved
        sukkula:end running
        """,
    ),
    (row("lead"), "sukkula:reopen rejected"),
    (row(lead=409), "sukkula:approve submitted"),
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
        row("coordinator", "adviser", "lead", others=404, member=403, other_adviser=403),
        "rahoitus:write preparing",
    ),
    (
        row("coordinator", status=302, others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
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
        "rahoitus:worded_step grant",
    ),
    # Meetings: public ones everyone's, others the members' and Sukkula's; coordinators run them.
    (
        EVERYONE,
        """
        kehrat:city_meetings
        kehrat:meetings kehra
        kehrat:meeting_next kehra
        kehrat:kehra_calendar kehra
        kehrat:meeting open_meeting
        kehrat:meeting_answer open_meeting
        kehrat:meeting_calendar open_meeting
        kehrat:minutes open_minutes
        kehrat:minutes_pdf open_minutes
        kehrat:calendar_feed calendar
        """,
    ),
    (row(*ROLES, status=302, anonymous=200), "kehrat:meeting_answer_next open_meeting"),
    (
        row(*TEAM, *SUKKULA, others=404, anonymous=404),
        """
        kehrat:meeting members_meeting
        kehrat:meeting_answer members_meeting
        kehrat:meeting_calendar members_meeting
        kehrat:minutes members_minutes
        kehrat:minutes_pdf members_minutes
        """,
    ),
    (row(others=404, anonymous=404), "kehrat:minutes draft_minutes"),
    (
        row("coordinator"),
        """
        kehrat:meeting_new kehra
        kehrat:meeting_edit open_meeting
        kehrat:meeting_cancel open_meeting
        kehrat:minutes_edit open_meeting
        """,
    ),
    (
        row("coordinator", others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
        """
        kehrat:meeting_edit members_meeting
        kehrat:meeting_cancel members_meeting
        kehrat:minutes_edit members_meeting
        """,
    ),
    (row("coordinator", status=302), "POST kehrat:minutes_publish drafted_meeting"),
    (row(coordinator=409), "POST kehrat:minutes_publish open_meeting"),
    (SIGNED_IN, "kehrat:my_calendar"),
    # The development plan: adopted versions everyone's, a draft the members' and Sukkula's.
    (
        EVERYONE,
        """
        kehrat:plan kehra
        kehrat:plan_version plan
        kehrat:plan_version replaced_plan
        kehrat:plan_pdf plan
        """,
    ),
    (
        row(*TEAM, *SUKKULA, others=404, anonymous=404),
        "kehrat:plan_version draft_plan\nkehrat:plan_pdf draft_plan",
    ),
    (row("coordinator", status=302), "POST kehrat:plan_begin kehra"),
    (
        row("coordinator", others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
        "kehrat:plan_edit draft_plan\nkehrat:plan_adopt draft_plan",
    ),
    (row(coordinator=409), "kehrat:plan_edit plan"),
    (
        row("coordinator", status=302, others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
        "POST kehrat:plan_discard draft_plan",
    ),
    (
        row("coordinator", status=302),
        "POST kehrat:hang_idea idea\nPOST kehrat:hang_project approved",
    ),
    # Evaluation: those who run a survey see it before it is closed.
    (row("coordinator", "stranger", *SUKKULA), "arviointi:survey_new"),
    (row("coordinator", *SUKKULA, others=404, anonymous=404), "arviointi:survey draft_survey"),
    (row("coordinator", *SUKKULA, others=404), "arviointi:survey_preview draft_survey"),
    (row("coordinator", *SUKKULA, anonymous=403), "arviointi:survey_csv open_survey"),
    (
        row("coordinator", *SUKKULA, status=302, others=404),
        "POST arviointi:survey_open draft_survey",
    ),
    (row("coordinator", *SUKKULA, status=302), "POST arviointi:survey_close open_survey"),
    (DESK, "arviointi:survey_moderate closed_survey"),
    # Reports: officials order for their own areas; a report is its orderer's, and Sukkula's.
    (row(*OFFICIALS, *SUKKULA), "arviointi:reports"),
    (
        row("city_official", *SUKKULA, others=404),
        """
        arviointi:report report
        arviointi:report_file report_file
        """,
    ),
]

PAGES += talk.pages(row, ROLES)

# Pages of others, tested where they are made: allauth's own, under /tili/.
NOT_OURS = ("account_", "mfa_", "usersessions_", "socialaccount_", "admin:")
