"""Parameters that each simulated method takes, as the Bot API manual lists them.

A test compares this table with the published machine-readable contract.
"""

from __future__ import annotations

_SENDING = (
    "business_connection_id message_thread_id direct_messages_topic_id"
    " disable_notification protect_content allow_paid_broadcast message_effect_id"
    " suggested_post_parameters reply_parameters reply_markup"
)

_EDITING = "business_connection_id chat_id message_id inline_message_id reply_markup"

METHODS: dict[str, str] = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": (
        "url certificate ip_address max_connections allowed_updates drop_pending_updates"
        " secret_token"
    ),
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "sendMessage": _SENDING + " chat_id text parse_mode entities link_preview_options",
    "editMessageText": (
        "business_connection_id chat_id message_id inline_message_id text parse_mode"
        " entities link_preview_options reply_markup"
    ),
    "editMessageReplyMarkup": _EDITING,
    "editMessageCaption": (
        "business_connection_id chat_id message_id inline_message_id caption parse_mode"
        " caption_entities show_caption_above_media reply_markup"
    ),
    "editMessageMedia": _EDITING + " media",
    "deleteMessage": "chat_id message_id",
    "deleteMessages": "chat_id message_ids",
    "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
    "sendPhoto": _SENDING
    + (" chat_id photo caption parse_mode caption_entities show_caption_above_media has_spoiler"),
    "sendDocument": _SENDING
    + (
        " chat_id document thumbnail caption parse_mode caption_entities"
        " disable_content_type_detection"
    ),
    "sendMediaGroup": (
        "business_connection_id chat_id message_thread_id direct_messages_topic_id media"
        " disable_notification protect_content allow_paid_broadcast message_effect_id"
        " reply_parameters"
    ),
    "sendChatAction": "business_connection_id chat_id message_thread_id action",
    "setMyCommands": "commands scope language_code",
    "getMyCommands": "scope language_code",
    "deleteMyCommands": "scope language_code",
    "setChatMenuButton": "chat_id menu_button",
    "getChatMenuButton": "chat_id",
    "setMyDescription": "description language_code",
    "setMyShortDescription": "short_description language_code",
    "setMyName": "name language_code",
    "getMyDescription": "language_code",
    "getMyShortDescription": "language_code",
    "getMyName": "language_code",
    "setMessageReaction": "chat_id message_id reaction is_big",
    "pinChatMessage": "business_connection_id chat_id message_id disable_notification",
    "unpinChatMessage": "business_connection_id chat_id message_id",
    "unpinAllChatMessages": "chat_id",
    "getFile": "file_id",
    "getChat": "chat_id",
    "getChatMember": "chat_id user_id",
    "getChatAdministrators": "chat_id return_bots",
    "getChatMemberCount": "chat_id",
    "leaveChat": "chat_id",
    "forwardMessage": (
        "chat_id message_thread_id direct_messages_topic_id from_chat_id"
        " video_start_timestamp disable_notification protect_content message_effect_id"
        " suggested_post_parameters message_id"
    ),
    "copyMessage": (
        "chat_id message_thread_id direct_messages_topic_id from_chat_id message_id"
        " video_start_timestamp caption parse_mode caption_entities"
        " show_caption_above_media disable_notification protect_content"
        " allow_paid_broadcast message_effect_id suggested_post_parameters"
        " reply_parameters reply_markup"
    ),
    "createForumTopic": "chat_id name icon_color icon_custom_emoji_id",
    "deleteForumTopic": "chat_id message_thread_id",
}

PARAMETERS: dict[str, frozenset[str]] = {
    method.lower(): frozenset(names.split()) for method, names in METHODS.items()
}
