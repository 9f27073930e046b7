"""Messages to be sent: written in the transaction of the act that wants them, sent by somebody else later."""
