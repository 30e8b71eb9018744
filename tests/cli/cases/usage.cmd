ashlar
ashlar upgrad head
ashlar upgrade
ashlar upgrade head --alow-loss
ashlar downgrade head tail
ashlar lint --format yaml
ashlar server dance
ashlar upgrade --help
ashlar explain naming-indx
