"""The table of pages (tests/tables/rights/urls.py) of Kehrät: joining, founding, meetings,
plans."""

from tests.tables.rights.roles import DESK, EDITORS, EVERYONE, ROLES, SIGNED_IN, SUKKULA, TEAM, row

PAGES = [
    # Joining: members' own pages, inviting, the coordinators' role, an invitation as it is met.
    (row(*TEAM, **dict.fromkeys(SUKKULA, 404)), "kehrat:my_part kehra"),
    (
        row("coordinator", *SUKKULA),
        """
        kehrat:invites kehra
        kehrat:invite_link kehra
        kehrat:invite_mail kehra
        kehrat:invite_many kehra
        kehrat:invite_revoke invite
        kehrat:remove_member membership
        """,
    ),
    (row("coordinator", *SUKKULA, status=302), "POST kehrat:invite_again invite"),
    (row("coordinator"), "kehrat:role kehra\nkehrat:role_end kehra"),
    (row("coordinator"), "POST kehrat:members_csv kehra"),
    (row(coordinator=403), "POST kehrat:role_stay kehra"),  # the role was not given up
    (row(*TEAM, *SUKKULA, co_editor=403), "kehrat:nomination nomination"),
    (row("member", *SUKKULA, co_editor=403), "kehrat:call vacancy"),
    (row(*SUKKULA, status=302), "POST kehrat:call_open vacancy"),
    (row("member", status=302, co_editor=403), "POST kehrat:offer offer"),
    (  # the member is asked
        row(*TEAM, *SUKKULA, co_editor=403),
        "kehrat:handover kehra\nkehrat:handover_pdf kehra",
    ),
    (row("coordinator"), "kehrat:handover_note kehra"),
    (DESK, "kehrat:vacancies"),
    (EVERYONE, "kehrat:invite token\nkehrat:invite_decline token"),
    (row(*ROLES, status=302, anonymous=200), "kehrat:invite_next token"),
    (
        row(*ROLES, status=410, anonymous=410, **dict.fromkeys((*TEAM, "co_editor"), 200)),
        "kehrat:invite spent",
    ),
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
    # Files of a card: of a public one those for everyone; attached by those who write it.
    (EVERYONE, "kehrat:attachment_file public_file"),
    (row(*TEAM, *SUKKULA, others=404, anonymous=404), "kehrat:attachment_file approved_file"),
    (row(*TEAM, others=404, anonymous=404), "kehrat:attachment_file draft_file"),
    (SIGNED_IN, "kehrat:attachments approved"),
    (row(*TEAM, others=404), "kehrat:attachments draft"),
    (row(*TEAM, *SUKKULA, others=404), "kehrat:attachments in_review"),
    (
        row(*EDITORS, others=404, member=403),
        "kehrat:attachment_edit draft_file\nkehrat:attachment_remove draft_file",
    ),
    (
        row(*EDITORS),
        "kehrat:attachment_edit public_file\nkehrat:attachment_remove public_file",
    ),
    (EVERYONE, "kehrat:city_feed\nkehrat:feed kehra"),
    (row("coordinator", *SUKKULA), "kehrat:picture_edit kehra"),
    # Founding: a proposal is its founder's and Sukkula's; steps are for those who may take them.
    (EVERYONE, "kehrat:found"),
    (row(*SUKKULA), "kehrat:call_name kehra"),
    (row(others=404), "kehrat:invite_mine nobodys"),
    (EVERYONE, "kehrat:history kehra\nkehrat:tell_me district"),
    (EVERYONE, "kehrat:kehra ended_kehra"),
    (
        row("coordinator", *SUKKULA, others=404, anonymous=404),
        """
        kehrat:kehra proposed_kehra
        kehrat:history turned_down_kehra
        PIECE kehrat:mine proposed_kehra
        """,
    ),
    (row("coordinator", *SUKKULA, others=404), "kehrat:checklist proposed_kehra"),
    (row("coordinator", *SUKKULA), "kehrat:checklist forming_kehra\nkehrat:edit kehra"),
    (row("coordinator", "member", *SUKKULA, status=409, co_editor=403), "kehrat:edit ended_kehra"),
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
    # Meetings: public ones everyone's, others the members' and Sukkula's; coordinators run them.
    (
        EVERYONE,
        """
        kehrat:city_meetings
        kehrat:meetings kehra
        PIECE kehrat:meeting_next kehra
        kehrat:kehra_calendar kehra
        kehrat:meeting open_meeting
        kehrat:meeting_answer open_meeting
        kehrat:meeting_calendar open_meeting
        kehrat:minutes open_minutes
        kehrat:minutes_pdf open_minutes
        kehrat:calendar_feed calendar
        kehrat:poll_answer own_poll
        kehrat:guest_new open_meeting
        kehrat:guest_sent open_meeting
        kehrat:guest guest
        kehrat:kehra_poster kehra
        kehrat:meeting_poster open_meeting
        kehrat:enclosure enclosure
        """,
    ),
    (
        row(*TEAM, *SUKKULA, others=404),
        "kehrat:poll poll",
    ),
    (row("coordinator", "member", others=404, co_editor=404), "kehrat:circular circular"),
    (
        row("coordinator", status=302, others=404, member=403, **dict.fromkeys(SUKKULA, 403)),
        "POST kehrat:poll_drop poll",
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
        kehrat:meeting_poster members_meeting
        kehrat:enclosure members_enclosure
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
        kehrat:meeting_past kehra
        kehrat:poll_new kehra
        kehrat:circular_meeting open_meeting
        kehrat:circular_member membership
        kehrat:meeting_list_pdf open_meeting
        kehrat:meeting_enclose open_meeting
        kehrat:announcement_enclose news
        kehrat:enclosure_remove enclosure
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
]
