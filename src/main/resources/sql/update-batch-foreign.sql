-- a batch of another program: a monitor that runs learns anew which services there are
update change set batch = batch + 1
