"""The methods of the Bot API that bring updates in, for whoever calls them by name."""

GET_ME = "getMe"
GET_UPDATES = "getUpdates"
SET_WEBHOOK = "setWebhook"
DELETE_WEBHOOK = "deleteWebhook"
WEBHOOK_INFO = "getWebhookInfo"
